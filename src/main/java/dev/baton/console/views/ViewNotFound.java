package dev.baton.console.views;

import dev.baton.platform.problem.NotFound;
import java.util.UUID;

/** No such view, or one that its owner keeps to themselves. */
public class ViewNotFound extends NotFound {

    ViewNotFound(UUID id) {
        super("view_not_found", "There is no saved view " + id + ".", id.toString());
    }
}

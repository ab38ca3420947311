package dev.baton.run;

import dev.baton.platform.problem.NotFound;
import java.util.UUID;

/** The tenant has no run under this id, or has none any more. */
public class RunNotFound extends NotFound {

    RunNotFound(UUID id) {
        super("run_not_found", "There is no run " + id + ".", id.toString());
    }
}

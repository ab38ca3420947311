package dev.baton.trigger;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** The tenant has no trigger under this id. */
public class TriggerNotFound extends NotFound {

    TriggerNotFound(UUID id) {
        super("trigger_not_found", "There is no trigger " + id + ".", id.toString());
    }
}

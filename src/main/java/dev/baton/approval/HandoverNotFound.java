package dev.baton.approval;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** Nothing under this id that this person has handed over or been handed, or it is over. */
public class HandoverNotFound extends NotFound {

    HandoverNotFound(UUID id) {
        super("handover_not_found", "There is no handover " + id + ".", id.toString());
    }
}

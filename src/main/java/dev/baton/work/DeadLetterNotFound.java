package dev.baton.work;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** Nothing under this id was given up, or it has been revived already. */
public class DeadLetterNotFound extends NotFound {

    DeadLetterNotFound(UUID id) {
        super("dead_letter_not_found", "There is no dead letter " + id + ".", id.toString());
    }
}

package dev.baton.state;

import dev.baton.platform.problem.Conflict;

/** The lock was given to somebody else meanwhile. */
public class LockLost extends Conflict {

    LockLost(LockId id, long fence) {
        super(
                "lock_lost",
                "The lock %s is not held with the fence %d any more.".formatted(id.name(), fence),
                id.name(),
                Long.toString(fence));
    }
}

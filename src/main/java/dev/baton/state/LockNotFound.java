package dev.baton.state;

import dev.baton.platform.problem.NotFound;

/** Nobody of the tenant holds this lock. */
public class LockNotFound extends NotFound {

    LockNotFound(LockId id) {
        super("lock_not_found", "The lock " + id.name() + " is not held.", id.name());
    }
}

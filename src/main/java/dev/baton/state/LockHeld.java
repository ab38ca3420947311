package dev.baton.state;

import dev.baton.platform.problem.Conflict;

import java.time.Duration;
import java.util.Optional;

/** Somebody else holds the lock, and did so until the wait was over. */
public class LockHeld extends Conflict {

    private final Duration left;

    LockHeld(HeldLock lock, Duration left) {
        super(
                "lock_held",
                "The lock %s is held by %s.".formatted(lock.id().name(), lock.owner()),
                lock.id().name(),
                lock.owner());
        this.left = left;
    }

    /** When it is free at the latest, unless it is renewed. */
    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(left);
    }
}

package dev.baton.state;

import java.time.Instant;

/**
 * A lock that somebody holds.
 *
 * @param owner who, as its taker said; told to others, never compared
 * @param fence greater than that of everybody who held it before
 */
public record HeldLock(LockId id, String owner, long fence, Instant takenAt, Instant expiresAt) {

    boolean isOver(Instant now) {
        return !expiresAt.isAfter(now);
    }
}

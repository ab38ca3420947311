package dev.baton.state.api;

import dev.baton.state.HeldLock;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;

/**
 * A lock that somebody holds.
 *
 * @param fence greater than that of everybody who held it before; goes along with what its holder
 *     writes
 */
@Schema(name = "Lock")
record LockJson(String name, String owner, long fence, Instant takenAt, Instant expiresAt) {

    static LockJson of(HeldLock lock) {
        return new LockJson(
                lock.id().name(), lock.owner(), lock.fence(), lock.takenAt(), lock.expiresAt());
    }
}

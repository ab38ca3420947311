package dev.baton.identity.key;

import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * Who makes a key.
 *
 * @param key that makes it, as its row says now; null for people and for Baton itself
 */
record KeyMaker(Actor actor, @Nullable LiveKey key) {

    boolean is(ApiKeyId id) {
        return key != null && key.id().equals(id);
    }

    /** Whose end is the end of what is made. */
    @Nullable UUID parent() {
        return key == null ? null : key.id().value();
    }

    /** The wanted end, or its own when that comes first. */
    Instant atMost(Instant end) {
        return key != null && key.expiresAt().isBefore(end) ? key.expiresAt() : end;
    }
}

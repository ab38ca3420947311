package dev.baton.state;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What is kept under a name.
 *
 * @param id of this record: whoever uses the name again later begins another one
 * @param value JSON text, as it was written
 * @param version 1, 2, 3 … with each change
 * @param expiresAt null when it stays until it is deleted
 */
public record StateRecord(
        StateKey key,
        UUID id,
        String value,
        long version,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        @Nullable Instant expiresAt) {

    /** Names this version of this record, as entity tags do; no later one ever has the same. */
    public String tag() {
        return "%d-%08x".formatted(version, (int) id.getLeastSignificantBits());
    }

    boolean isThere(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }

    StateRecord changed(String newValue, @Nullable Instant newEnd, String by, Instant now) {
        return new StateRecord(key, id, newValue, version + 1, createdAt, now, by, newEnd);
    }
}

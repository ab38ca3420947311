package dev.baton.identity.key;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A signing key as operators see it.
 *
 * @param liveKeys API keys signed with it that have not ended
 * @param lastExpiry when the last of them ends; until then it is published
 */
public record SigningKeyView(
        UUID id,
        Status status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant retiredAt,
        long liveKeys,
        @Nullable Instant lastExpiry) {

    /** What it is good for. */
    public enum Status {
        /** Signs new keys. */
        ACTIVE,
        /** Signs no more; the keys it signed hold until they end. */
        RETIRING,
        /** Nothing it signed can hold any more. */
        RETIRED
    }
}

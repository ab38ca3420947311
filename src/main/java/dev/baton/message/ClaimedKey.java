package dev.baton.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key that this request has claimed.
 *
 * @param hash SHA-256 of route and key
 * @param message the claim's mark: who lost the key since then changes nothing
 * @param takenFrom the instance that died in an earlier try under the key; null for the first try
 */
public record ClaimedKey(byte[] hash, UUID message, @Nullable UUID takenFrom) {

    boolean isRepeated() {
        return takenFrom != null;
    }
}

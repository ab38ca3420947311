package dev.baton.message;

import java.util.UUID;

/**
 * An idempotency key that this request has claimed.
 *
 * @param hash SHA-256 of route and key
 * @param message the claim's mark: who lost the key since then changes nothing
 * @param repeated an earlier try under the key died with its instance
 */
public record ClaimedKey(byte[] hash, UUID message, boolean repeated) {}

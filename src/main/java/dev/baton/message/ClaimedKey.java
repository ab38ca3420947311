package dev.baton.message;

/**
 * An idempotency key that this request has claimed.
 *
 * @param hash SHA-256 of route and key
 * @param repeated an earlier try under the key died with its instance
 */
public record ClaimedKey(byte[] hash, boolean repeated) {}

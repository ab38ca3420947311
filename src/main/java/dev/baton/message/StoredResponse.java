package dev.baton.message;

/**
 * A response as it was sent, to be given again byte for byte.
 *
 * @param keyHash SHA-256 of route and idempotency key
 */
record StoredResponse(byte[] keyHash, int status, String contentType, byte[] body) {}

package dev.baton.identity.key;

import java.time.Instant;

/** An API key has a successor and ends by itself. */
public record KeyRotated(
        ApiKeyId key, String name, ApiKeyId successor, Instant validUntil, String rotatedBy) {}

package dev.baton.identity.key;

import java.time.Instant;

/** An API key was revoked and holds nowhere any more. */
public record KeyRevoked(ApiKeyId key, String name, Instant revokedAt, String revokedBy) {}

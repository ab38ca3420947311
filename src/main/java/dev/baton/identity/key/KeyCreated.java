package dev.baton.identity.key;

import java.time.Instant;
import java.util.Set;

/** An API key was issued. */
public record KeyCreated(
        ApiKeyId key, String name, Set<String> scopes, Instant expiresAt, String createdBy) {}

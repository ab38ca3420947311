package dev.baton.identity.key.api;

import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.KeyView;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A key as the API shows it; the token is in the answer to its creation only.
 *
 * @param hint first and last characters of the token
 * @param networks addresses and ranges from which alone it may be used; none for anywhere
 * @param successor key that takes its place; this one ends at {@code expires_at}
 * @param parent key that made it; when that is revoked, this one is too
 */
record ApiKeyJson(
        UUID id,
        String name,
        KeyState state,
        String hint,
        List<String> scopes,
        @Nullable Integer requestsPerMinute,
        List<String> networks,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable UUID successor,
        @Nullable UUID parent) {

    static ApiKeyJson of(KeyView key) {
        return new ApiKeyJson(
                key.id().value(),
                key.name(),
                key.state(),
                key.prefix() + "…" + key.lastFour(),
                key.scopes().stream().sorted().map(Permission::wire).toList(),
                key.requestsPerMinute(),
                key.networks(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.revokedBy(),
                key.lastUsedAt(),
                key.lastUsedIp(),
                key.successor(),
                key.parent());
    }
}

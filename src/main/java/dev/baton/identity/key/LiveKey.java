package dev.baton.identity.key;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/** The row of a key that is not revoked, as far as a request needs it. */
record LiveKey(
        ApiKeyId id,
        String name,
        byte[] tokenHash,
        Set<Permission> scopes,
        @Nullable Integer requestsPerMinute,
        KeyNetworks networks,
        Instant expiresAt) {

    Actor actor() {
        return Actor.key(id.tenant(), id.value(), name, scopes);
    }
}

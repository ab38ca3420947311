package dev.baton.identity.key;

import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A wish for a key.
 *
 * @param scopes wire names of permissions
 * @param expiresAt null for the usual lifetime
 * @param requestsPerMinute a limit of its own; null for the tenant's
 */
public record NewKey(
        String name,
        Set<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute) {

    static final int LONGEST_NAME = 80;

    public NewKey {
        scopes = Set.copyOf(scopes);
    }

    /** The scopes that are permissions. */
    Set<Permission> permissions() {
        return scopes.stream()
                .map(Permission::ofWire)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}

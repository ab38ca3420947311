package dev.baton.identity.key;

import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A wish for a key.
 *
 * @param scopes wire names of permissions
 * @param expiresAt null for the usual lifetime
 * @param requestsPerMinute a limit of its own; null for the tenant's
 * @param networks addresses and ranges from which alone it may be used; none for anywhere
 */
public record NewKey(
        String name,
        Set<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerMinute,
        List<String> networks) {

    static final int LONGEST_NAME = 80;

    public NewKey {
        scopes = Set.copyOf(scopes);
        networks = List.copyOf(networks);
    }

    /** One that may be used from anywhere. */
    public NewKey(
            String name,
            Set<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable Integer requestsPerMinute) {
        this(name, scopes, expiresAt, requestsPerMinute, List.of());
    }

    /** The scopes that are permissions. */
    Set<Permission> permissions() {
        return scopes.stream()
                .map(Permission::ofWire)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}

package dev.baton.identity.key;

import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A key as lists and pages show it.
 *
 * @param prefix first characters of the token
 * @param lastFour last characters of the token
 * @param networks from which alone it may be used; none for anywhere
 * @param createdBy e-mail address or key name
 * @param lastUsedAt up to a minute behind
 * @param successor key that takes its place, null for none
 * @param parent key that made it and whose revocation ends it too, null for none
 */
public record KeyView(
        ApiKeyId id,
        String name,
        KeyState state,
        String prefix,
        String lastFour,
        Set<Permission> scopes,
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
        @Nullable UUID parent,
        @Nullable String parentName) {

    /** Refuses who uses it from another address than it may be used from. */
    public void requireAllowedFrom(String address) {
        if (!KeyNetworks.of(networks).allow(address)) {
            throw new AddressNotAllowed(address);
        }
    }

    /** Still good, but another has taken its place. */
    public boolean isEnding() {
        return state == KeyState.ACTIVE && successor != null;
    }
}

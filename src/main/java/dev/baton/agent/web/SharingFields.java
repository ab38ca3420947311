package dev.baton.agent.web;

import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which tenants may use an agent of the platform, as ticked.
 *
 * @param offered whether the form asked at all; otherwise grants stay as they are
 */
record SharingFields(Boolean offered, List<UUID> tenants) {

    SharingFields {
        offered = Boolean.TRUE.equals(offered);
        tenants = tenants == null ? List.of() : List.copyOf(tenants);
    }

    static SharingFields none() {
        return new SharingFields(false, List.of());
    }

    /** Null when nobody was asked. */
    @Nullable Set<TenantId> toTenants() {
        return offered
                ? tenants.stream().map(TenantId::new).collect(Collectors.toUnmodifiableSet())
                : null;
    }
}

package dev.baton.identity;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a person stands: who they are and what they may do in which tenant, as of now.
 *
 * @param active whether they may sign in at all
 * @param roles of all tenants they belong to, suspended ones included
 */
public record Standing(
        AccountId account,
        Email email,
        Profile profile,
        boolean active,
        Instant passwordChangedAt,
        Map<TenantId, Role> roles) {

    /** Whether this is an operator of the platform, who may enter every tenant. */
    public boolean isOperator() {
        return roles.get(TenantId.PLATFORM) == Role.PLATFORM_ADMIN;
    }

    /** Whether this is one of the tenant's own owners, or of the platform's operators. */
    public boolean rules(TenantId tenant) {
        return roles.get(tenant) == Membership.governing(tenant);
    }

    /** What this person may do in the tenant; empty for somebody who has no business there. */
    public Optional<Set<Permission>> permissionsIn(TenantId tenant) {
        if (isOperator()) {
            return Optional.of(Role.PLATFORM_ADMIN.permissions());
        }
        return Optional.ofNullable(roles.get(tenant)).map(Role::permissions);
    }

    public Optional<Actor> actorIn(TenantId tenant) {
        return permissionsIn(tenant)
                .map(it -> Actor.account(tenant, account.value(), email.value(), it));
    }
}

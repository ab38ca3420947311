package dev.baton.tenant;

import static dev.baton.tenant.Permission.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a person is in a tenant, from the most to the least powerful. A role is nothing but its
 * permissions; nobody may give a role with a permission they lack.
 */
public enum Role {
    /** Operates the platform; a membership of the platform's own tenant, valid in every tenant. */
    PLATFORM_ADMIN(EnumSet.allOf(Permission.class)),
    TENANT_OWNER(tenantPermissions()),
    TENANT_ADMIN(without(tenantPermissions(), OWNERS_WRITE, BUDGET_WRITE)),
    EDITOR(
            EnumSet.of(
                    MESSAGES_READ,
                    MESSAGES_WRITE,
                    RUNS_READ,
                    RUNS_WRITE,
                    AGENTS_READ,
                    AGENTS_WRITE,
                    PROMPTS_READ,
                    PROMPTS_WRITE,
                    WORKFLOWS_READ,
                    WORKFLOWS_WRITE,
                    PROVIDERS_READ,
                    WEBHOOKS_READ,
                    APPROVALS_READ,
                    APPROVALS_WRITE,
                    STATE_READ,
                    STATE_WRITE,
                    USAGE_READ,
                    TENANT_READ)),
    OPERATOR(
            EnumSet.of(
                    MESSAGES_READ,
                    MESSAGES_WRITE,
                    RUNS_READ,
                    RUNS_WRITE,
                    AGENTS_READ,
                    PROMPTS_READ,
                    WORKFLOWS_READ,
                    PROVIDERS_READ,
                    WEBHOOKS_READ,
                    APPROVALS_READ,
                    APPROVALS_WRITE,
                    STATE_READ,
                    STATE_WRITE,
                    USAGE_READ,
                    TENANT_READ)),
    AUDITOR(
            EnumSet.of(
                    MESSAGES_READ,
                    RUNS_READ,
                    AGENTS_READ,
                    PROMPTS_READ,
                    WORKFLOWS_READ,
                    PROVIDERS_READ,
                    KEYS_READ,
                    WEBHOOKS_READ,
                    APPROVALS_READ,
                    STATE_READ,
                    USAGE_READ,
                    USAGE_EXPORT,
                    USERS_READ,
                    TENANT_READ)),
    VIEWER(
            EnumSet.of(
                    MESSAGES_READ,
                    RUNS_READ,
                    AGENTS_READ,
                    PROMPTS_READ,
                    WORKFLOWS_READ,
                    PROVIDERS_READ,
                    WEBHOOKS_READ,
                    APPROVALS_READ,
                    STATE_READ,
                    USAGE_READ,
                    TENANT_READ));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** {@code tenant_owner}: its name in the API and in message keys. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static EnumSet<Permission> tenantPermissions() {
        var all = EnumSet.allOf(Permission.class);
        all.removeIf(Permission::isPlatform);
        return all;
    }

    private static EnumSet<Permission> without(EnumSet<Permission> set, Permission... removed) {
        set.removeAll(Set.of(removed));
        return set;
    }
}

package dev.baton.tenant;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, in which tenant, with which rights. Every mutating service method takes one;
 * workers pass {@link #system}.
 *
 * @param id account or key; null for the system
 * @param name e-mail address, key name or the system's reason, for people who read it later
 */
public record Actor(
        Kind kind, TenantId tenant, @Nullable UUID id, String name, Set<Permission> permissions) {

    /** What kind of caller it is. */
    public enum Kind {
        ACCOUNT,
        KEY,
        SYSTEM
    }

    public Actor {
        permissions = Set.copyOf(permissions);
    }

    public static Actor account(
            TenantId tenant, UUID account, String email, Set<Permission> permissions) {
        return new Actor(Kind.ACCOUNT, tenant, account, email, permissions);
    }

    public static Actor key(TenantId tenant, UUID key, String name, Set<Permission> permissions) {
        return new Actor(Kind.KEY, tenant, key, name, permissions);
    }

    /** Baton itself on behalf of a tenant, with the reason and only the rights it needs for it. */
    public static Actor system(TenantId tenant, String reason, Permission... permissions) {
        return new Actor(Kind.SYSTEM, tenant, null, reason, Set.of(permissions));
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The id of an account or key; it is an error to ask the system for one. */
    public UUID requiredId() {
        if (id == null) {
            throw new IllegalStateException("The system has no id: " + name);
        }
        return id;
    }
}

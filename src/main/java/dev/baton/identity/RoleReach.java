package dev.baton.identity;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import java.util.Arrays;
import java.util.List;

/** Which roles somebody may give or take: those that may do nothing they may not do themselves. */
public final class RoleReach {

    private RoleReach() {}

    /** The roles the actor may give to somebody of their tenant, the most powerful first. */
    public static List<Role> of(Actor actor) {
        return Arrays.stream(Role.values())
                .filter(role -> existsIn(role, actor.tenant()) && reaches(role, actor))
                .toList();
    }

    public static boolean reaches(Role role, Actor actor) {
        return actor.permissions().containsAll(role.permissions());
    }

    static void check(Role role, TenantId tenant, Actor by) {
        if (!existsIn(role, tenant)) {
            throw new RoleNotHere(role);
        }
        check(role, by);
    }

    static void check(Role role, Actor by) {
        if (!reaches(role, by)) {
            throw new RoleOutOfReach(role);
        }
    }

    private static boolean existsIn(Role role, TenantId tenant) {
        return role != Role.PLATFORM_ADMIN || tenant.equals(TenantId.PLATFORM);
    }
}

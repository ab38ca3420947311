package dev.baton.identity;

import dev.baton.platform.problem.RuleRefused;
import dev.baton.tenant.Role;

/** The role exists only in the platform's own tenant. */
public class RoleNotHere extends RuleRefused {

    RoleNotHere(Role role) {
        super("role_not_here", "There is no role " + role.wire() + " in this tenant.", role.wire());
    }
}

package dev.baton.identity;

import dev.baton.platform.problem.Denied;
import dev.baton.tenant.Role;

/** Nobody gives or takes a role that holds a permission they lack. */
public class RoleOutOfReach extends Denied {

    RoleOutOfReach(Role role) {
        super(
                "role_out_of_reach",
                "You cannot give or take the role " + role.wire() + ": it may do more than you.",
                role.wire());
    }
}

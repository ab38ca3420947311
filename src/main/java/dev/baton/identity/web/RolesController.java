package dev.baton.identity.web;

import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What each role may do. */
@Controller
class RolesController {

    @Requires(Permission.USERS_READ)
    @GetMapping("/users/roles")
    String show(TenantId tenant, Model model) {
        model.addAttribute("matrix", RoleMatrix.of(tenant));
        return "identity/roles";
    }
}

package dev.baton.identity.web;

import dev.baton.identity.AccountId;
import dev.baton.identity.MembershipId;
import dev.baton.identity.Team;
import dev.baton.identity.key.MembersKeys;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** What somebody may do in the current tenant, and whether they belong to it at all. */
@Controller
@RequestMapping("/users/{account}")
class MembershipController {

    private final Team team;
    private final MembersKeys keys;

    MembershipController(Team team, MembersKeys keys) {
        this.team = team;
        this.keys = keys;
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping("/role")
    ModelAndView changeRole(
            @PathVariable UUID account,
            @RequestParam Role role,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        team.changeRole(member(tenant, account), role, actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.users.role.changed"));
        return Redirect.to("/users/" + account);
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping(path = "/role", params = "keys=true")
    ModelAndView changeRoleAndKeys(
            @PathVariable UUID account,
            @RequestParam Role role,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var revoked = keys.changeRole(member(tenant, account), role, actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("identity.users.role.changed.keys", Integer.toString(revoked)));
        return Redirect.to("/users/" + account);
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping("/removal")
    ModelAndView remove(
            @PathVariable UUID account, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        team.remove(member(tenant, account), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.users.removed"));
        return Redirect.to("/users");
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping(path = "/removal", params = "keys=true")
    ModelAndView removeWithKeys(
            @PathVariable UUID account, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        var revoked = keys.remove(member(tenant, account), actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("identity.users.removed.keys", Integer.toString(revoked)));
        return Redirect.to("/users");
    }

    @Requires(Permission.OWNERS_WRITE)
    @PostMapping("/ownership")
    ModelAndView handOver(
            @PathVariable UUID account, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        team.handOver(member(tenant, account), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.users.handed"));
        return Redirect.to("/users/" + account);
    }

    private static MembershipId member(TenantId tenant, UUID account) {
        return new MembershipId(tenant, new AccountId(account));
    }
}

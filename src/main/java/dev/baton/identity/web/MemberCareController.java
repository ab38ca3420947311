package dev.baton.identity.web;

import dev.baton.identity.AccountCare;
import dev.baton.identity.AccountId;
import dev.baton.identity.MembershipId;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.UUID;

/** Owners see to the accounts of people who are in their tenant and nowhere else. */
@Controller
@RequestMapping("/users/{account}")
class MemberCareController {

    private final AccountCare care;

    MemberCareController(AccountCare care) {
        this.care = care;
    }

    @Requires(Permission.OWNERS_WRITE)
    @PostMapping("/password-reset")
    ModelAndView reset(
            @PathVariable UUID account, TenantId tenant, Actor actor, HttpServletRequest request) {
        var issued = care.resetLink(member(tenant, account), actor);
        return ResetLinkPage.of(issued, "/users/" + account, request);
    }

    @Requires(Permission.OWNERS_WRITE)
    @PostMapping("/suspension")
    ModelAndView suspend(
            @PathVariable UUID account, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        care.suspend(member(tenant, account), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.care.suspended"));
        return Redirect.to("/users/" + account);
    }

    @Requires(Permission.OWNERS_WRITE)
    @PostMapping("/restoration")
    ModelAndView restore(
            @PathVariable UUID account, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        care.restore(member(tenant, account), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.care.restored"));
        return Redirect.to("/users/" + account);
    }

    private static MembershipId member(TenantId tenant, UUID account) {
        return new MembershipId(tenant, new AccountId(account));
    }
}

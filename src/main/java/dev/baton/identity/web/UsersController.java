package dev.baton.identity.web;

import dev.baton.identity.AccountCare;
import dev.baton.identity.AccountId;
import dev.baton.identity.AccountNotFound;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.MemberList;
import dev.baton.identity.MembershipId;
import dev.baton.identity.RoleReach;
import dev.baton.identity.SignedInSessions;
import dev.baton.identity.key.MembersKeys;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.time.Clock;
import java.util.UUID;

/** The people of the current tenant and what each may do. */
@Controller
@RequestMapping("/users")
class UsersController {

    private final MemberList members;
    private final InvitationDesk invitations;
    private final AccountCare care;
    private final SignedInSessions sessions;
    private final MembersKeys keys;
    private final RoleChoices roles;
    private final Clock clock;

    UsersController(
            MemberList members,
            InvitationDesk invitations,
            AccountCare care,
            SignedInSessions sessions,
            MembersKeys keys,
            RoleChoices roles,
            Clock clock) {
        this.members = members;
        this.invitations = invitations;
        this.care = care;
        this.sessions = sessions;
        this.keys = keys;
        this.roles = roles;
        this.clock = clock;
    }

    @Requires(Permission.USERS_READ)
    @GetMapping
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            TenantId tenant,
            Actor actor) {
        var now = clock.instant();
        return new ModelAndView("identity/users")
                .addObject("roles", roles.all(tenant))
                .addObject("filtered", !q.isBlank() || !role.isEmpty())
                .addObject(
                        "members",
                        members.page(
                                tenant,
                                q,
                                RoleChoices.parse(role),
                                sort,
                                after,
                                Page.DEFAULT_LIMIT,
                                actor))
                .addObject(
                        "invitations",
                        invitations.pending(tenant, actor).stream()
                                .map(it -> PendingInvitation.of(it, now, actor))
                                .toList());
    }

    @Requires(Permission.USERS_READ)
    @GetMapping("/{account}")
    ModelAndView show(@PathVariable UUID account, TenantId tenant, Actor actor) {
        var id = new MembershipId(tenant, new AccountId(account));
        var member = members.find(id, actor).orElseThrow(() -> new AccountNotFound(id.account()));
        return new ModelAndView("identity/user")
                .addObject("member", member)
                .addObject("form", new RoleForm(member.role().name(), true))
                .addObject("roles", roles.reachedBy(actor))
                .addObject("editable", isEditable(member.role(), actor))
                .addObject("keys", keysOf(id, actor))
                .addObject("careable", care.isInReach(id, actor))
                .addObject("sessions", sessions.of(id.account(), "").size())
                .addObject("handable", isHandable(member, tenant, actor))
                .addObject("oneself", account.equals(actor.id()));
    }

    private long keysOf(MembershipId id, Actor actor) {
        return actor.may(Permission.KEYS_READ) ? keys.living(id, actor) : 0;
    }

    private static boolean isHandable(MemberList.Member member, TenantId tenant, Actor actor) {
        return member.active()
                && !member.account().value().equals(actor.id())
                && Person.current().filter(it -> it.standing().rules(tenant)).isPresent();
    }

    private static boolean isEditable(Role role, Actor actor) {
        return actor.may(Permission.USERS_WRITE) && RoleReach.reaches(role, actor);
    }

    /**
     * @param keys whether keys that may do more than the role are to be revoked
     */
    record RoleForm(String role, boolean keys) {}
}

package dev.baton.identity.web;

import dev.baton.identity.AccountCare;
import dev.baton.identity.AccountId;
import dev.baton.identity.AccountNotFound;
import dev.baton.identity.MemberList;
import dev.baton.identity.MembershipId;
import dev.baton.identity.Team;
import dev.baton.platform.Page;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Removes many people from a tenant at once; for operators, closes and opens their accounts. */
@Controller
class UsersBulkController {

    private static final int ROWS = ListExport.PAGE;

    private final MemberList members;
    private final Team team;
    private final AccountCare care;
    private final BulkDesk desk;

    UsersBulkController(
            MemberList members, Team team, AccountCare care, BulkDesk desk) {
        this.members = members;
        this.team = team;
        this.care = care;
        this.desk = desk;
    }

    @PostMapping("/users/bulk")
    @Requires(Permission.USERS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var wanted = RoleChoices.parse(role);
        var task =
                new BulkTask(
                        "/users",
                        "identity.bulk." + bulk.wanted(),
                        !bulk.wanted().equals("reactivate"),
                        after ->
                                others(
                                        members.page(
                                                tenant, q, wanted, null, after, ROWS, actor),
                                        bulk.wanted(),
                                        actor),
                        id -> member(tenant, id, actor).name(),
                        work(bulk.wanted(), tenant, actor));
        return desk.run(task, bulk, redirect);
    }

    /**
     * Everybody that matches is everybody else: who asks is not meant. Those whose account is as
     * wanted already would be in the way of the rest.
     */
    private static Page<UUID> others(
            Page<MemberList.Member> page, String action, Actor actor) {
        var ids =
                page.data().stream()
                        .filter(
                                member ->
                                        action.equals("remove")
                                                || member.active() == action.equals("deactivate"))
                        .map(member -> member.account().value())
                        .filter(id -> !id.equals(actor.id()))
                        .toList();
        return new Page<>(ids, page.nextCursor());
    }

    private Consumer<UUID> work(String action, TenantId tenant, Actor by) {
        return switch (action) {
            case "remove" -> id -> team.remove(membership(tenant, id), by);
            case "deactivate" ->
                    operated(by, id -> care.suspend(member(tenant, id, by).account(), by));
            case "reactivate" ->
                    operated(by, id -> care.restore(member(tenant, id, by).account(), by));
            default -> throw new UnknownBulkAction();
        };
    }

    /** Refused as a whole, not row by row. */
    private static Consumer<UUID> operated(Actor by, Consumer<UUID> work) {
        if (!by.may(Permission.TENANTS_WRITE)) {
            throw new PermissionDenied(Permission.TENANTS_WRITE);
        }
        return work;
    }

    private MemberList.Member member(TenantId tenant, UUID id, Actor by) {
        var membership = membership(tenant, id);
        return members.find(membership, by)
                .orElseThrow(() -> new AccountNotFound(membership.account()));
    }

    private static MembershipId membership(TenantId tenant, UUID id) {
        return new MembershipId(tenant, new AccountId(id));
    }
}

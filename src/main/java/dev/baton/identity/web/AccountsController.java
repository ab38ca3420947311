package dev.baton.identity.web;

import dev.baton.identity.Account;
import dev.baton.identity.AccountCare;
import dev.baton.identity.AccountDirectory;
import dev.baton.identity.AccountId;
import dev.baton.identity.AccountList;
import dev.baton.identity.AccountStatus;
import dev.baton.identity.SignedInSessions;
import dev.baton.identity.Standings;
import dev.baton.platform.Page;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The people of all tenants and of none, for operators: who is let in, and who is helped in. */
@Controller
@RequestMapping("/accounts")
class AccountsController {

    private final AccountList list;
    private final AccountDirectory accounts;
    private final AccountCare care;
    private final SignedInSessions sessions;
    private final Standings standings;
    private final TenantDirectory tenants;
    private final EnumChoices choices;

    AccountsController(
            AccountList list,
            AccountDirectory accounts,
            AccountCare care,
            SignedInSessions sessions,
            Standings standings,
            TenantDirectory tenants,
            EnumChoices choices) {
        this.list = list;
        this.accounts = accounts;
        this.care = care;
        this.sessions = sessions;
        this.standings = standings;
        this.tenants = tenants;
        this.choices = choices;
    }

    @Requires(Permission.TENANTS_READ)
    @GetMapping
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            Actor actor) {
        var wanted = EnumChoices.parse(AccountStatus.class, status);
        return new ModelAndView("identity/accounts")
                .addObject("statuses", statuses())
                .addObject(
                        "accounts",
                        list.page(q, wanted, sort, after, Page.DEFAULT_LIMIT, actor));
    }

    @Requires(Permission.TENANTS_READ)
    @GetMapping("/{id}")
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        var account = accounts.get(new AccountId(id));
        return new ModelAndView("identity/account")
                .addObject("account", account)
                .addObject("workplaces", workplaces(account.id()))
                .addObject("sessions", sessions.of(account.id(), "").size())
                .addObject("link", care.openLink(account.id(), actor).orElse(null))
                .addObject("suspendedBy", suspendingTenant(account).orElse(null))
                .addObject("oneself", id.equals(actor.id()));
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/{id}/password-reset")
    ModelAndView reset(@PathVariable UUID id, Actor actor, HttpServletRequest request) {
        var issued = care.resetLink(new AccountId(id), actor);
        return ResetLinkPage.of(issued, "/accounts/" + id, request);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/{id}/suspension")
    ModelAndView suspend(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        care.suspend(new AccountId(id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.care.suspended"));
        return Redirect.to("/accounts/" + id);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/{id}/restoration")
    ModelAndView restore(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        care.restore(new AccountId(id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.care.restored"));
        return Redirect.to("/accounts/" + id);
    }

    private List<Workplace> workplaces(AccountId account) {
        return standings.of(account).stream()
                .flatMap(it -> it.roles().entrySet().stream())
                .map(it -> new Workplace(tenants.get(it.getKey()).name(), it.getValue()))
                .sorted((one, other) -> one.tenant().compareToIgnoreCase(other.tenant()))
                .toList();
    }

    private List<Choice> statuses() {
        return choices.all(
                AccountStatus.class,
                it -> "identity.status." + it.name().toLowerCase(Locale.ROOT));
    }

    /** Who keeps somebody out, as their tenant is called; empty for operators and for nobody. */
    private Optional<String> suspendingTenant(Account account) {
        return account.suspendedBy()
                .filter(it -> !it.equals(TenantId.PLATFORM))
                .map(it -> tenants.get(it).name());
    }

    /** What somebody is where. */
    record Workplace(String tenant, Role role) {}
}

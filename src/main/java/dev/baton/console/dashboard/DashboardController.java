package dev.baton.console.dashboard;

import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.agent.AgentVitals;
import dev.baton.ledger.BudgetPeriod;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.Money;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatus;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Meter;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The dashboard of a tenant. Every figure has the same period and filter as the page it leads to, so
 * that the two agree.
 */
@Controller
class DashboardController {

    private static final int LATEST = 5;

    private final UsageStatistics statistics;
    private final UsageLog log;
    private final Budgets budgets;
    private final AgentRegistry agents;
    private final AgentVitals vitals;
    private final WebhookDesk webhooks;
    private final FirstSteps firstSteps;
    private final HiddenSteps hidden;
    private final DashboardCharts charts;
    private final TenantDirectory tenants;
    private final Formats formats;
    private final MessageSource messages;
    private final Clock clock;

    DashboardController(
            UsageStatistics statistics,
            UsageLog log,
            Budgets budgets,
            AgentRegistry agents,
            AgentVitals vitals,
            WebhookDesk webhooks,
            FirstSteps firstSteps,
            HiddenSteps hidden,
            DashboardCharts charts,
            TenantDirectory tenants,
            Formats formats,
            MessageSource messages,
            Clock clock) {
        this.statistics = statistics;
        this.log = log;
        this.budgets = budgets;
        this.agents = agents;
        this.vitals = vitals;
        this.webhooks = webhooks;
        this.firstSteps = firstSteps;
        this.hidden = hidden;
        this.charts = charts;
        this.tenants = tenants;
        this.formats = formats;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String home() {
        return "redirect:/dashboard";
    }

    @GetMapping("/dashboard")
    @Requires(Permission.TENANT_READ)
    String show(TenantId id, Actor actor, Locale locale, Model model) {
        var tenant = tenants.get(id);
        addToday(tenant, locale, model);
        addTroubles(tenant, model);
        var month = UsageRange.MONTH.until(clock.instant(), tenant.zone());
        model.addAttribute("used", statistics.total(id, UsageFilter.of(month)).calls() > 0);
        model.addAttribute("chart", charts.calls(tenant, month));
        model.addAttribute("agents", charts.agents(tenant, month));
        model.addAttribute("keys", charts.keys(tenant, month));
        var steps = firstSteps.of(id);
        model.addAttribute("steps", steps);
        model.addAttribute("stepsDone", steps.stream().filter(FirstSteps.Step::done).count());
        model.addAttribute("stepsHidden", hidden.are(actor));
        return "console/dashboard";
    }

    private void addToday(Tenant tenant, Locale locale, Model model) {
        var today = UsageFilter.of(UsageRange.DAY.until(clock.instant(), tenant.zone()));
        var month = budgets.current(tenant.id());
        model.addAttribute("today", statistics.total(tenant.id(), today));
        model.addAttribute(
                "p95",
                Math.round(statistics.latencies(tenant.id(), today).millis(0.95).orElse(0)));
        model.addAttribute("month", month);
        model.addAttribute("currency", tenant.currency());
        model.addAttribute("meter", meter(month, tenant, locale));
    }

    private void addTroubles(Tenant tenant, Model model) {
        var week = UsageFilter.of(UsageRange.WEEK.until(clock.instant(), tenant.zone()));
        model.addAttribute(
                "failures",
                log.list(tenant.id(), week.ended(Set.of(UsageStatus.FAILED)), null, LATEST)
                        .data());
        model.addAttribute(
                "inactiveAgents",
                agents.usableBy(tenant.id()).stream()
                        .filter(agent -> vitals.status(agent) == AgentStatus.INACTIVE)
                        .count());
        model.addAttribute(
                "troubledWebhooks",
                webhooks.list(tenant.id()).stream()
                        .filter(Endpoint::isInTrouble)
                        .count());
    }

    private Meter meter(BudgetPeriod month, Tenant tenant, Locale locale) {
        var limit = month.limitNanos().orElse(0);
        var told =
                messages.getMessage(
                        "console.spend.of",
                        new Object[] {
                            formats.money(month.spentNanos(), tenant.currency()).text(),
                            formats.money(limit, tenant.currency()).text()
                        },
                        locale);
        return new Meter(
                told, units(month.spentNanos()), units(month.reservedNanos()), units(limit));
    }

    private static double units(long nanos) {
        return (double) nanos / Money.NANOS_PER_UNIT;
    }
}

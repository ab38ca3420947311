package dev.baton.console.dashboard;

import dev.baton.agent.AgentRegistry;
import dev.baton.console.alert.AlertRows;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatus;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Panel;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The dashboard of a tenant; each of its parts is read for itself. */
@Controller
class DashboardController {

    private static final int LATEST = 5;

    private final DashboardTiles tiles;
    private final DashboardCharts charts;
    private final UsageStatistics statistics;
    private final UsageLog log;
    private final AgentRegistry agents;
    private final AlertRows alerts;
    private final FirstSteps firstSteps;
    private final HiddenSteps hidden;
    private final TenantDirectory tenants;
    private final Clock clock;

    DashboardController(
            DashboardTiles tiles,
            DashboardCharts charts,
            UsageStatistics statistics,
            UsageLog log,
            AgentRegistry agents,
            AlertRows alerts,
            FirstSteps firstSteps,
            HiddenSteps hidden,
            TenantDirectory tenants,
            Clock clock) {
        this.tiles = tiles;
        this.charts = charts;
        this.statistics = statistics;
        this.log = log;
        this.agents = agents;
        this.alerts = alerts;
        this.firstSteps = firstSteps;
        this.hidden = hidden;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping("/")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String home() {
        return "redirect:/dashboard";
    }

    @GetMapping("/dashboard")
    @Requires(Permission.TENANT_READ)
    String show(
            TenantId id,
            Actor actor,
            @ModelAttribute("query") DashboardQuery query,
            Locale locale,
            Model model) {
        var tenant = tenants.get(id);
        var period = query.readRange().until(clock.instant(), tenant.zone());
        var before = query.isCompared() ? period.previous() : null;
        model.addAttribute("alerts", Panel.of(() -> alerts.unread(actor, LATEST, locale)));
        model.addAttribute("period", period);
        model.addAttribute("ranges", UsageRange.values());
        model.addAttribute("agentChoices", Panel.of(() -> agents(id)).orElse(List.of()));
        model.addAttribute("tiles", tiles.of(tenant, query, period, before));
        model.addAttribute("used", Panel.of(() -> isUsed(tenant)).orElse(true));
        model.addAttribute(
                "chart", Panel.of(() -> charts.overTime(tenant, query, period, before)));
        model.addAttribute("agents", Panel.of(() -> charts.agents(tenant, query, period)));
        model.addAttribute("keys", Panel.of(() -> charts.keys(tenant, query, period)));
        model.addAttribute("failures", Panel.of(() -> failures(id, query, period)));
        addSteps(id, actor, model);
        return "console/dashboard";
    }

    private List<Choice> agents(TenantId tenant) {
        return agents.usableBy(tenant).stream()
                .map(agent -> Choice.of(agent.id().value().toString(), agent.name()))
                .sorted(Comparator.comparing(Choice::label, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private boolean isUsed(Tenant tenant) {
        var month = UsageRange.MONTH.until(clock.instant(), tenant.zone());
        return statistics.total(tenant.id(), UsageFilter.of(month)).calls() > 0;
    }

    private List<UsageRow> failures(TenantId tenant, DashboardQuery query, UsagePeriod period) {
        var failed = query.filter(period).ended(Set.of(UsageStatus.FAILED));
        return log.list(tenant, failed, null, LATEST).data();
    }

    private void addSteps(TenantId tenant, Actor actor, Model model) {
        var steps = Panel.of(() -> firstSteps.of(tenant)).orElse(List.of());
        model.addAttribute("steps", steps);
        model.addAttribute("stepsDone", steps.stream().filter(FirstSteps.Step::done).count());
        model.addAttribute("stepsHidden", Panel.of(() -> hidden.are(actor)).orElse(true));
    }
}

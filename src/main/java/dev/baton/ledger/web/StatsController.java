package dev.baton.ledger.web;

import dev.baton.ledger.Budgets;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What was used over time and by whom; every figure comes from the same sums. */
@Controller
class StatsController {

    private final UsageStatistics statistics;
    private final UsageCharts charts;
    private final UsageNames names;
    private final Budgets budgets;
    private final TenantDirectory tenants;
    private final Clock clock;

    StatsController(
            UsageStatistics statistics,
            UsageCharts charts,
            UsageNames names,
            Budgets budgets,
            TenantDirectory tenants,
            Clock clock) {
        this.statistics = statistics;
        this.charts = charts;
        this.names = names;
        this.budgets = budgets;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping("/stats")
    @Requires(Permission.USAGE_READ)
    String show(TenantId tenant, @ModelAttribute("query") UsageQuery query, Model model) {
        var known = tenants.get(tenant);
        var now = clock.instant();
        var range = query.readRange();
        var filter = query.filter(now, known.zone());
        var series =
                statistics.over(
                        tenant, filter, instant -> range.stepStart(instant, known.zone()));
        var steps = Steps.of(range, filter.from(), now, known.zone());
        model.addAttribute("range", range);
        model.addAttribute("ranges", Range.values());
        model.addAttribute("currency", known.currency());
        model.addAttribute("zone", known.zone());
        model.addAttribute("total", statistics.total(tenant, filter));
        model.addAttribute("p50", millis(tenant, filter, 0.50));
        model.addAttribute("p95", millis(tenant, filter, 0.95));
        model.addAttribute("p99", millis(tenant, filter, 0.99));
        model.addAttribute("budget", budgets.current(tenant));
        model.addAttribute("callsChart", charts.calls(steps, series));
        model.addAttribute("costChart", charts.cost(steps, series, known.currency()));
        model.addAttribute("latencyChart", charts.latency(steps, series));
        model.addAttribute(
                "agents", names.agents(tenant, statistics.by(tenant, filter, Dimension.AGENT)));
        model.addAttribute(
                "keys", names.keys(tenant, statistics.by(tenant, filter, Dimension.KEY)));
        model.addAttribute("models", names.plain(statistics.by(tenant, filter, Dimension.MODEL)));
        return "ledger/stats";
    }

    private long millis(TenantId tenant, UsageFilter filter, double share) {
        return Math.round(statistics.latencyMillis(tenant, filter, share).orElse(0));
    }
}

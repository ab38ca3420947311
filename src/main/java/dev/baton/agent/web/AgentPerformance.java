package dev.baton.agent.web;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatus;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** How a tenant's calls of one agent went over a period, from the same sums as the statistics. */
@Component
class AgentPerformance {

    /**
     * Figures of one agent.
     *
     * @param p50 milliseconds that half the calls stayed under; null without calls
     * @param lastFailure in the period, null when there was none
     */
    record Performance(
            UsageSums total,
            @Nullable Long p50,
            @Nullable Long p95,
            ChartView calls,
            ChartView latency,
            @Nullable UsageRow lastFailure) {}

    private final UsageStatistics statistics;
    private final UsageLog log;
    private final AgentCharts charts;
    private final TenantDirectory tenants;
    private final Clock clock;

    AgentPerformance(
            UsageStatistics statistics,
            UsageLog log,
            AgentCharts charts,
            TenantDirectory tenants,
            Clock clock) {
        this.statistics = statistics;
        this.log = log;
        this.charts = charts;
        this.tenants = tenants;
        this.clock = clock;
    }

    Performance of(TenantId tenant, UUID agent, UsageRange range) {
        var period = range.until(clock.instant(), tenants.get(tenant).zone());
        var filter = filter(agent, period.from(), period.to(), null);
        var along = charts.along(period, statistics.over(tenant, filter, period::start));
        var failures =
                log.list(
                        tenant,
                        filter(agent, filter.from(), filter.to(), UsageStatus.FAILED),
                        null,
                        1);
        return new Performance(
                statistics.total(tenant, filter),
                millis(tenant, filter, 0.50),
                millis(tenant, filter, 0.95),
                along.calls(),
                along.latency(),
                failures.data().isEmpty() ? null : failures.data().getFirst());
    }

    private @Nullable Long millis(TenantId tenant, UsageFilter filter, double share) {
        var millis = statistics.latencyMillis(tenant, filter, share);
        return millis.isPresent() ? Math.round(millis.getAsDouble()) : null;
    }

    private static UsageFilter filter(
            UUID agent,
            Instant from,
            Instant to,
            @Nullable UsageStatus status) {
        return new UsageFilter(from, to, agent, null, null, status);
    }
}

package dev.baton.agent.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentVitals;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Puts together what the list says about each agent, with one query for all of them. */
@Component
class AgentRows {

    private static final Duration LATELY = Duration.ofDays(1);

    private final AgentVitals vitals;
    private final UsageStatistics statistics;
    private final TenantDirectory tenants;
    private final Clock clock;

    AgentRows(
            AgentVitals vitals,
            UsageStatistics statistics,
            TenantDirectory tenants,
            Clock clock) {
        this.vitals = vitals;
        this.statistics = statistics;
        this.tenants = tenants;
        this.clock = clock;
    }

    Page<AgentRow> of(Page<Agent> agents, TenantId tenant) {
        var now = clock.instant();
        var lately = UsageFilter.between(now.minus(LATELY), now.plusSeconds(1));
        var sums = statistics.by(tenant, lately, Dimension.AGENT);
        return agents.map(
                agent ->
                        row(
                                agent,
                                tenant,
                                sums.getOrDefault(
                                        agent.id().value().toString(), UsageSums.NONE)));
    }

    private AgentRow row(Agent agent, TenantId tenant, UsageSums sums) {
        var health = vitals.health(agent);
        var called = sums.calls() > 0;
        return new AgentRow(
                agent.id().value(),
                agent.name(),
                agent.description(),
                agent.kind(),
                agent.capabilities(),
                AgentState.of(health),
                agent.isEnabled(),
                health.running(),
                agent.maxConcurrentTasks(),
                sums,
                called ? Math.ceilDiv(sums.costNanos(), sums.calls()) : agent.costPerRequest(),
                tenants.get(called ? tenant : agent.owner()).currency(),
                agent.owner().equals(tenant));
    }
}

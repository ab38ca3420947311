package dev.baton.agent.api;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentHealth;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** The record of an agent: exactly these fields. What else there is stands in its configuration. */
record AgentJson(
        UUID agentId,
        String name,
        Collection<String> capabilities,
        String status,
        Metadata metadata,
        Health health) {

    /**
     * What callers may expect.
     *
     * @param version of the agent, not of the record
     * @param rateLimit requests a minute, for each tenant that uses it
     * @param costPerRequest as it was set, in units of the owner's currency
     */
    record Metadata(
            String version,
            String description,
            int maxConcurrentTasks,
            @Schema(description = "Requests a minute, for each tenant that uses the agent.")
                    int rateLimit,
            @Schema(description = "As it was set, in the currency of the agent's owner.")
                    BigDecimal costPerRequest) {}

    /**
     * How it does.
     *
     * @param avgLatency in milliseconds
     */
    record Health(
            @Nullable Instant lastHeartbeat,
            @Nullable Double successRate,
            @Nullable Double avgLatency) {}

    static AgentJson of(Agent agent, AgentHealth health) {
        return new AgentJson(
                agent.id().value(),
                agent.name(),
                agent.capabilities(),
                health.status().wire(),
                new Metadata(
                        agent.release(),
                        agent.description(),
                        agent.maxConcurrentTasks(),
                        agent.rateLimit(),
                        units(agent.costPerRequest())),
                new Health(
                        health.lastHeartbeat(),
                        health.success().map(AgentJson::rounded).orElse(null),
                        health.latency()
                                .map(latency -> rounded(latency.toNanos() / 1e6))
                                .orElse(null)));
    }

    private static BigDecimal units(long nanos) {
        var units = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return units.scale() < 0 ? units.setScale(0) : units;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}

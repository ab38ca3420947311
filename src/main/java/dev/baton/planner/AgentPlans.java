package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.platform.Ids;
import dev.baton.platform.Sha256;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.prompt.PromptShelf;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which plans agents made lately, by who asked for what: the very same need not be paid for twice
 * within minutes. What makes another plan makes another request: other agents, or another template
 * of one that plans.
 */
@Component
class AgentPlans {

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final KeptPlans kept;
    private final AgentRegistry registry;
    private final PromptShelf prompts;
    private final PlannerProperties settings;
    private final Clock clock;

    AgentPlans(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            KeptPlans kept,
            AgentRegistry registry,
            PromptShelf prompts,
            PlannerProperties settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kept = kept;
        this.registry = registry;
        this.prompts = prompts;
        this.settings = settings;
        this.clock = clock;
    }

    /** A plan, and when an agent made it. */
    record Made(Plan plan, Instant at) {}

    /** The plan that the same was given for the same, where that was a moment ago. */
    Optional<Made> find(Actor by, String text, Strategy strategy) {
        record Row(String hash, Instant at) {}
        return jdbc
                .query(
                        """
                        SELECT plan_hash, planned_at FROM plan_by_agent
                        WHERE tenant_id = ? AND request_hash = ? AND planned_at > ?
                        """,
                        (row, _) ->
                                new Row(
                                        HexFormat.of().formatHex(row.getBytes("plan_hash")),
                                        Utc.instant(row, "planned_at")),
                        Ids.bytes(by.tenant().value()),
                        request(by, text, strategy),
                        Utc.of(clock.instant().minus(settings.reuse())))
                .stream()
                .findFirst()
                .flatMap(
                        row ->
                                kept.find(by.tenant(), row.hash())
                                        .map(plan -> new Made(plan, row.at())));
    }

    /** An agent has made a plan, which is kept already. */
    void add(Actor by, String text, Strategy strategy, Plan plan) {
        if (!settings.reuse().isPositive()) {
            return;
        }
        var request = request(by, text, strategy);
        transactions.run(
                () ->
                        jdbc.update(
                                """
                                INSERT INTO plan_by_agent
                                    (tenant_id, request_hash, plan_hash, planned_at)
                                VALUES (?, ?, ?, ?)
                                ON DUPLICATE KEY UPDATE
                                    plan_hash = VALUES(plan_hash), planned_at = VALUES(planned_at)
                                """,
                                Ids.bytes(by.tenant().value()),
                                request,
                                HexFormat.of().parseHex(plan.hash()),
                                Utc.of(clock.instant())));
    }

    /** Forgets some that were made before a time; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE FROM plan_by_agent WHERE tenant_id = ? AND planned_at < ?
                ORDER BY planned_at LIMIT ?
                """,
                Ids.bytes(tenant.value()),
                Utc.of(before),
                most);
    }

    private byte[] request(Actor by, String text, Strategy strategy) {
        return Sha256.of(
                String.join(
                        "\n",
                        by.kind() + " " + by.id(),
                        strategy.wire(),
                        registry.usableBy(by.tenant()).stream()
                                .map(this::state)
                                .collect(Collectors.joining(",")),
                        text));
    }

    private String state(Agent agent) {
        var template =
                agent.can(LlmPlanner.CAPABILITY)
                        ? agent.prompt()
                                .map(it -> prompts.newest(it).version().toString())
                                .orElse("")
                        : "";
        return agent.id().value() + " " + agent.version() + " " + template;
    }
}

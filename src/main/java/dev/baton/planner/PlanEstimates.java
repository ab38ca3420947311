package dev.baton.planner;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** What runs were estimated at, beside what they came to. */
@Component
public class PlanEstimates {

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final Clock clock;

    PlanEstimates(JdbcTemplate jdbc, RetryingTransactions transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A run of a plan begins; told twice, the first time counts.
     *
     * @param workflow that it is of; null for none
     */
    public void begin(TenantId tenant, UUID runId, @Nullable UUID workflow, Plan plan) {
        transactions.run(
                () ->
                        jdbc.update(
                                """
                                INSERT INTO plan_estimate
                                    (tenant_id, run_id, plan_hash, source, template, workflow_id,
                                     strategy, cost_low, cost_likely, cost_high,
                                     millis_low, millis_likely, millis_high, planning_millis,
                                     begun_at)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                ON DUPLICATE KEY UPDATE run_id = run_id
                                """,
                                Ids.bytes(tenant.value()),
                                Ids.bytes(runId),
                                HexFormat.of().parseHex(plan.hash()),
                                plan.source().name(),
                                plan.template(),
                                workflow == null ? null : Ids.bytes(workflow),
                                plan.strategy().name(),
                                plan.cost().low(),
                                plan.cost().likely(),
                                plan.cost().high(),
                                plan.millis().low(),
                                plan.millis().likely(),
                                plan.millis().high(),
                                plan.tookMillis(),
                                Utc.of(clock.instant())));
    }

    /**
     * A run has ended; nothing happens for one that no plan stands behind, or that is told twice.
     */
    public void complete(TenantId tenant, UUID runId, long actualCostNanos, long actualMillis) {
        transactions.run(
                () ->
                        jdbc.update(
                                """
                                UPDATE plan_estimate
                                SET actual_cost_nanos = ?, actual_millis = ?, completed_at = ?
                                WHERE tenant_id = ? AND run_id = ? AND completed_at IS NULL
                                """,
                                actualCostNanos,
                                actualMillis,
                                Utc.of(clock.instant()),
                                Ids.bytes(tenant.value()),
                                Ids.bytes(runId)));
    }

    /** Empty for a run that no plan stands behind. */
    public Optional<PlanEstimate> find(TenantId tenant, UUID runId) {
        return jdbc
                .query(
                        """
                        SELECT plan_hash, source, template, strategy, cost_low, cost_likely,
                               cost_high, millis_low, millis_likely, millis_high,
                               planning_millis, begun_at, completed_at, actual_cost_nanos,
                               actual_millis
                        FROM plan_estimate WHERE tenant_id = ? AND run_id = ?
                        """,
                        (row, _) ->
                                new PlanEstimate(
                                        HexFormat.of().formatHex(row.getBytes("plan_hash")),
                                        PlanSource.valueOf(row.getString("source")),
                                        row.getString("template"),
                                        Strategy.valueOf(row.getString("strategy")),
                                        new Range(
                                                row.getLong("cost_low"),
                                                row.getLong("cost_likely"),
                                                row.getLong("cost_high")),
                                        new Range(
                                                row.getLong("millis_low"),
                                                row.getLong("millis_likely"),
                                                row.getLong("millis_high")),
                                        row.getObject("planning_millis", Long.class),
                                        Utc.instant(row, "begun_at"),
                                        Utc.instantOrNull(row, "completed_at"),
                                        row.getObject("actual_cost_nanos", Long.class),
                                        row.getObject("actual_millis", Long.class)),
                        Ids.bytes(tenant.value()),
                        Ids.bytes(runId))
                .stream()
                .findFirst();
    }

    /** Forgets some of runs that began before a time; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE FROM plan_estimate WHERE tenant_id = ? AND begun_at < ?
                ORDER BY begun_at LIMIT ?
                """,
                Ids.bytes(tenant.value()),
                Utc.of(before),
                most);
    }
}

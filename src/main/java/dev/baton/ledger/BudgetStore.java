package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of budgets, their months, leases and ledger entries. Every method joins a transaction.
 *
 * <p>Whoever changes a month and a lease locks the month first. A lease that is held while its month
 * is waited for would hold up the group commit, and with it all tenants.
 */
@Repository
class BudgetStore {

    /** What an instance has leased of a month. */
    record LeaseKey(TenantId tenant, String period) {}

    private record Amounts(long granted, long settled) {}

    private final JdbcClient jdbc;

    BudgetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    BudgetLimits limits(TenantId tenant) {
        return jdbc
                .sql(
                        """
                        SELECT monthly_limit_nanos, operator_limit_nanos FROM budget
                        WHERE tenant_id = ?
                        """)
                .param(bytes(tenant.value()))
                .query(
                        (row, _) ->
                                new BudgetLimits(
                                        optional(row.getLong(1), row.wasNull()),
                                        optional(row.getLong(2), row.wasNull())))
                .optional()
                .orElse(BudgetLimits.NONE);
    }

    /** What the tenant sets itself. */
    void setOwnLimit(TenantId tenant, OptionalLong nanos) {
        set(
                tenant,
                nanos,
                """
                INSERT INTO budget (tenant_id, monthly_limit_nanos, version) VALUES (?, ?, 0)
                ON DUPLICATE KEY UPDATE
                    monthly_limit_nanos = VALUES(monthly_limit_nanos), version = version + 1
                """);
    }

    /** What an operator allows the tenant. */
    void setOperatorLimit(TenantId tenant, OptionalLong nanos) {
        set(
                tenant,
                nanos,
                """
                INSERT INTO budget (tenant_id, operator_limit_nanos, version) VALUES (?, ?, 0)
                ON DUPLICATE KEY UPDATE
                    operator_limit_nanos = VALUES(operator_limit_nanos), version = version + 1
                """);
    }

    /** Creates the month when it is new, and locks its row until the transaction ends. */
    long lockCommitted(TenantId tenant, String period) {
        jdbc.sql(
                        """
                        INSERT IGNORE INTO budget_period
                            (tenant_id, period, committed_nanos, spent_nanos, notified_percent)
                        VALUES (?, ?, 0, 0, 0)
                        """)
                .params(bytes(tenant.value()), period)
                .update();
        return jdbc.sql(
                        """
                        SELECT committed_nanos FROM budget_period
                        WHERE tenant_id = ? AND period = ? FOR UPDATE
                        """)
                .params(bytes(tenant.value()), period)
                .query(Long.class)
                .single();
    }

    void grant(TenantId tenant, String period, UUID instance, long nanos, Instant now) {
        commit(tenant, period, nanos);
        jdbc.sql(
                        """
                        INSERT INTO budget_lease
                            (tenant_id, period, instance_id, granted_nanos, settled_nanos)
                        VALUES (?, ?, ?, ?, 0)
                        ON DUPLICATE KEY UPDATE granted_nanos = granted_nanos + VALUES(granted_nanos)
                        """)
                .params(bytes(tenant.value()), period, bytes(instance), nanos)
                .update();
        entry(tenant, period, "RESERVE", nanos, instance, now);
    }

    /**
     * Gives back a part that was granted and will not be spent by this instance. Of a lease that
     * others have taken away they have returned all, so nothing is left to give back.
     */
    void giveBack(TenantId tenant, String period, UUID instance, long nanos, Instant now) {
        lockCommitted(tenant, period);
        var own =
                jdbc.sql(
                                """
                                UPDATE budget_lease SET granted_nanos = granted_nanos - ?
                                WHERE tenant_id = ? AND period = ? AND instance_id = ?
                                """)
                        .params(nanos, bytes(tenant.value()), period, bytes(instance))
                        .update();
        if (own == 1) {
            commit(tenant, period, -nanos);
            entry(tenant, period, "RELEASE", nanos, instance, now);
        }
    }

    List<LeaseKey> leasesOf(UUID instance) {
        return jdbc
                .sql("SELECT tenant_id, period FROM budget_lease WHERE instance_id = ?")
                .param(bytes(instance))
                .query(
                        (row, _) ->
                                new LeaseKey(
                                        new TenantId(Ids.fromBytes(row.getBytes(1))),
                                        row.getString(2)))
                .list();
    }

    /**
     * Ends a lease, unless others have: what was settled is spent for good, the rest is free for
     * others. Whoever is only thought dead may still be settling, so it is read under its lock.
     */
    void close(LeaseKey lease, UUID instance, Instant now) {
        lockCommitted(lease.tenant(), lease.period());
        lockLease(lease, instance).ifPresent(amounts -> close(lease, amounts, instance, now));
    }

    private Optional<Amounts> lockLease(LeaseKey lease, UUID instance) {
        return jdbc
                .sql(
                        """
                        SELECT granted_nanos, settled_nanos FROM budget_lease
                        WHERE tenant_id = ? AND period = ? AND instance_id = ? FOR UPDATE
                        """)
                .params(bytes(lease.tenant().value()), lease.period(), bytes(instance))
                .query((row, _) -> new Amounts(row.getLong(1), row.getLong(2)))
                .optional();
    }

    private void close(LeaseKey lease, Amounts amounts, UUID instance, Instant now) {
        var rest = amounts.granted() - amounts.settled();
        jdbc.sql(
                        """
                        UPDATE budget_period
                        SET committed_nanos = committed_nanos - ?, spent_nanos = spent_nanos + ?
                        WHERE tenant_id = ? AND period = ?
                        """)
                .params(rest, amounts.settled(), bytes(lease.tenant().value()), lease.period())
                .update();
        jdbc.sql(
                        """
                        DELETE FROM budget_lease
                        WHERE tenant_id = ? AND period = ? AND instance_id = ?
                        """)
                .params(bytes(lease.tenant().value()), lease.period(), bytes(instance))
                .update();
        if (rest != 0) {
            entry(lease.tenant(), lease.period(), "RELEASE", rest, instance, now);
        }
    }

    BudgetPeriod period(TenantId tenant, String period) {
        record Sums(long spent, long granted, long settled) {}
        var sums =
                jdbc.sql(
                                """
                                SELECT
                                  COALESCE((SELECT spent_nanos FROM budget_period
                                            WHERE tenant_id = :tenant AND period = :period), 0),
                                  COALESCE(SUM(granted_nanos), 0),
                                  COALESCE(SUM(settled_nanos), 0)
                                FROM budget_lease WHERE tenant_id = :tenant AND period = :period
                                """)
                        .param("tenant", bytes(tenant.value()))
                        .param("period", period)
                        .query(
                                (row, _) ->
                                        new Sums(row.getLong(1), row.getLong(2), row.getLong(3)))
                        .single();
        return new BudgetPeriod(
                period,
                limits(tenant),
                sums.spent() + sums.settled(),
                sums.granted() - sums.settled());
    }

    /** Raises the highest threshold that was told; false when another instance was first. */
    boolean notified(TenantId tenant, String period, int percent) {
        return jdbc.sql(
                                """
                                UPDATE budget_period SET notified_percent = ?
                                WHERE tenant_id = ? AND period = ? AND notified_percent < ?
                                """)
                        .params(percent, bytes(tenant.value()), period, percent)
                        .update()
                == 1;
    }

    /** Thresholds above the given one may be told again, because the limit was raised. */
    void rearm(TenantId tenant, String period, int percent) {
        jdbc.sql(
                        """
                        UPDATE budget_period SET notified_percent = LEAST(notified_percent, ?)
                        WHERE tenant_id = ? AND period = ?
                        """)
                .params(percent, bytes(tenant.value()), period)
                .update();
    }

    private void set(TenantId tenant, OptionalLong nanos, String sql) {
        var value = nanos.isPresent() ? nanos.getAsLong() : null;
        jdbc.sql(sql).params(Arrays.asList(bytes(tenant.value()), value)).update();
    }

    private void commit(TenantId tenant, String period, long nanos) {
        jdbc.sql(
                        """
                        UPDATE budget_period SET committed_nanos = committed_nanos + ?
                        WHERE tenant_id = ? AND period = ?
                        """)
                .params(nanos, bytes(tenant.value()), period)
                .update();
    }

    private void entry(
            TenantId tenant, String period, String kind, long nanos, UUID instance, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO ledger_entry
                            (tenant_id, id, recorded_at, period, kind, amount_nanos, instance_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        bytes(tenant.value()),
                        bytes(Ids.next()),
                        Timestamp.from(now),
                        period,
                        kind,
                        nanos,
                        bytes(instance))
                .update();
    }

    private static OptionalLong optional(long value, boolean absent) {
        return absent ? OptionalLong.empty() : OptionalLong.of(value);
    }
}

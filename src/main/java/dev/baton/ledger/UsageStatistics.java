package dev.baton.ledger;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What was used, in sums: every tile, chart and table asks here, from the same roll-ups, so no two
 * screens can disagree.
 */
@Component
@Transactional(readOnly = true)
public class UsageStatistics {

    /** What sums can be split by. */
    public enum Dimension {
        AGENT("agent_id"),
        KEY("key_id"),
        ACCOUNT("account_id"),
        PROMPT("prompt_version_id"),
        MODEL("model"),
        STATUS("status");

        private final String column;

        Dimension(String column) {
            this.column = column;
        }

        /** {@code agent}: its name in addresses and in the API. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isId() {
            return column.endsWith("_id");
        }
    }

    private static final String SUMS =
            """
            SUM(calls), SUM(CASE WHEN status = 'COMPLETED' THEN calls ELSE 0 END),
            SUM(CASE WHEN status = 'INTERRUPTED' THEN 0 ELSE calls END), SUM(tokens_in),
            SUM(tokens_out), SUM(cost_nanos),
            SUM(CASE WHEN status = 'INTERRUPTED' THEN 0 ELSE latency_us END)
            """;

    private final JdbcTemplate jdbc;

    UsageStatistics(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Stands for calls without a key, without a person or without a prompt. */
    public static UUID none() {
        return UsageRollups.NONE;
    }

    public UsageSums total(TenantId tenant, UsageFilter filter) {
        var where = UsageCondition.ofSums(tenant, filter);
        return jdbc.query(
                        "SELECT %s FROM usage_rollup%s".formatted(SUMS, where.sql()),
                        (row, _) -> sums(row, 1),
                        where.arguments())
                .getFirst();
    }

    /** Sums by a dimension's value (ids as text), the costliest first. */
    public Map<String, UsageSums> by(TenantId tenant, UsageFilter filter, Dimension dimension) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new LinkedHashMap<String, UsageSums>();
        jdbc.query(
                "SELECT %s, %s FROM usage_rollup%s GROUP BY 1 ORDER BY SUM(cost_nanos) DESC, 2 DESC, 1"
                        .formatted(dimension.column, SUMS, where.sql()),
                row -> {
                    result.put(value(row, 1, dimension), sums(row, 2));
                },
                where.arguments());
        return result;
    }

    /**
     * Sums by time, in the order of time; intervals without calls are missing.
     *
     * @param start gives the start of the interval that a slot belongs to, in the tenant's zone
     */
    public Map<Instant, UsageSums> over(
            TenantId tenant, UsageFilter filter, UnaryOperator<Instant> start) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new TreeMap<Instant, UsageSums>();
        jdbc.query(
                "SELECT slot_start, %s FROM usage_rollup%s GROUP BY slot_start"
                        .formatted(SUMS, where.sql()),
                row -> {
                    result.merge(
                            start.apply(Utc.instant(row, "slot_start")),
                            sums(row, 2),
                            UsageSums::plus);
                },
                where.arguments());
        return result;
    }

    /** The same for each value of a dimension. */
    public Map<String, Map<Instant, UsageSums>> over(
            TenantId tenant,
            UsageFilter filter,
            Dimension dimension,
            UnaryOperator<Instant> start) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new LinkedHashMap<String, Map<Instant, UsageSums>>();
        jdbc.query(
                "SELECT slot_start, %1$s, %2$s FROM usage_rollup%3$s GROUP BY slot_start, %1$s"
                        .formatted(dimension.column, SUMS, where.sql()),
                row -> {
                    result.computeIfAbsent(value(row, 2, dimension), _ -> new TreeMap<>())
                            .merge(
                                    start.apply(Utc.instant(row, "slot_start")),
                                    sums(row, 3),
                                    UsageSums::plus);
                },
                where.arguments());
        return result;
    }

    /** How long calls took; interrupted ones are left out, since nobody saw their end. */
    public Latencies latencies(TenantId tenant, UsageFilter filter) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new Latencies();
        jdbc.query(
                """
                SELECT latency_bucket, SUM(calls) FROM usage_rollup%s AND status <> 'INTERRUPTED'
                GROUP BY latency_bucket
                """
                        .formatted(where.sql()),
                row -> {
                    result.add(row.getInt(1), row.getLong(2));
                },
                where.arguments());
        return result;
    }

    /** What calls cost, each as the mean of those that were summed up with it. */
    public Costs costs(TenantId tenant, UsageFilter filter) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new Costs();
        jdbc.query(
                """
                SELECT cost_nanos DIV calls, SUM(calls) FROM usage_rollup%s AND calls > 0
                GROUP BY 1
                """
                        .formatted(where.sql()),
                row -> {
                    result.add(row.getLong(1), row.getLong(2));
                },
                where.arguments());
        return result;
    }

    /** Latency in milliseconds that the given share of calls stayed under; within 9 %. */
    public OptionalDouble latencyMillis(TenantId tenant, UsageFilter filter, double share) {
        return latencies(tenant, filter).millis(share);
    }

    public Map<String, Latencies> latenciesBy(
            TenantId tenant, UsageFilter filter, Dimension dimension) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new LinkedHashMap<String, Latencies>();
        jdbc.query(
                """
                SELECT %1$s, latency_bucket, SUM(calls) FROM usage_rollup%2$s
                AND status <> 'INTERRUPTED' GROUP BY %1$s, latency_bucket
                """
                        .formatted(dimension.column, where.sql()),
                row -> {
                    result.computeIfAbsent(value(row, 1, dimension), _ -> new Latencies())
                            .add(row.getInt(2), row.getLong(3));
                },
                where.arguments());
        return result;
    }

    public Map<Instant, Latencies> latenciesOver(
            TenantId tenant, UsageFilter filter, UnaryOperator<Instant> start) {
        var where = UsageCondition.ofSums(tenant, filter);
        var result = new TreeMap<Instant, Latencies>();
        jdbc.query(
                """
                SELECT slot_start, latency_bucket, SUM(calls) FROM usage_rollup%s
                AND status <> 'INTERRUPTED' GROUP BY slot_start, latency_bucket
                """
                        .formatted(where.sql()),
                row -> {
                    result.computeIfAbsent(
                                    start.apply(Utc.instant(row, "slot_start")),
                                    _ -> new Latencies())
                            .add(row.getInt(2), row.getLong(3));
                },
                where.arguments());
        return result;
    }

    private static UsageSums sums(ResultSet row, int first) throws SQLException {
        return new UsageSums(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6));
    }

    private static String value(ResultSet row, int column, Dimension dimension)
            throws SQLException {
        return dimension.isId()
                ? Ids.fromBytes(row.getBytes(column)).toString()
                : row.getString(column);
    }
}

package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

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
        MODEL("model"),
        STATUS("status");

        private final String column;

        Dimension(String column) {
            this.column = column;
        }

        boolean isId() {
            return this == AGENT || this == KEY;
        }
    }

    private static final String SUMS =
            """
            SUM(calls), SUM(CASE WHEN status = 'COMPLETED' THEN calls ELSE 0 END), SUM(tokens_in),
            SUM(tokens_out), SUM(cost_nanos), SUM(latency_us)
            """;

    private final JdbcTemplate jdbc;

    UsageStatistics(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public UsageSums total(TenantId tenant, UsageFilter filter) {
        var where = new Where(tenant, filter);
        return jdbc
                .query(
                        "SELECT " + SUMS + " FROM usage_rollup" + where.sql(),
                        (row, _) -> sums(row, 1),
                        where.arguments())
                .getFirst();
    }

    /** Sums by a dimension's value (ids as text), the costliest first. */
    public Map<String, UsageSums> by(TenantId tenant, UsageFilter filter, Dimension dimension) {
        var where = new Where(tenant, filter);
        var result = new LinkedHashMap<String, UsageSums>();
        jdbc.query(
                "SELECT %s, %s FROM usage_rollup%s GROUP BY 1 ORDER BY SUM(cost_nanos) DESC, 2 DESC"
                        .formatted(dimension.column, SUMS, where.sql()),
                row -> {
                    result.put(value(row, dimension), sums(row, 2));
                },
                where.arguments());
        return result;
    }

    /**
     * Sums by time, in the order of time; slots without calls are missing.
     *
     * @param start gives the start of the interval that a slot belongs to, in the tenant's zone
     */
    public Map<Instant, UsageSums> over(
            TenantId tenant, UsageFilter filter, Function<Instant, Instant> start) {
        var where = new Where(tenant, filter);
        var result = new TreeMap<Instant, UsageSums>();
        jdbc.query(
                "SELECT slot_start, %s FROM usage_rollup%s GROUP BY slot_start"
                        .formatted(SUMS, where.sql()),
                row -> {
                    result.merge(
                            start.apply(row.getTimestamp(1).toInstant()),
                            sums(row, 2),
                            UsageStatistics::add);
                },
                where.arguments());
        return result;
    }

    /** Latency in milliseconds that the given share of calls stayed under; within 9 %. */
    public OptionalDouble latencyMillis(TenantId tenant, UsageFilter filter, double share) {
        var where = new Where(tenant, filter);
        record Bucket(int bucket, long calls) {}
        List<Bucket> buckets =
                jdbc.query(
                        """
                        SELECT latency_bucket, SUM(calls) FROM usage_rollup%s
                        GROUP BY latency_bucket ORDER BY latency_bucket
                        """
                                .formatted(where.sql()),
                        (row, _) -> new Bucket(row.getInt(1), row.getLong(2)),
                        where.arguments());
        var wanted =
                Math.ceil(share * buckets.stream().mapToLong(Bucket::calls).sum());
        var seen = 0L;
        for (var bucket : buckets) {
            seen += bucket.calls();
            if (seen >= wanted) {
                return OptionalDouble.of(LatencyBuckets.upperMicros(bucket.bucket()) / 1_000.0);
            }
        }
        return OptionalDouble.empty();
    }

    private static UsageSums add(UsageSums a, UsageSums b) {
        return new UsageSums(
                a.calls() + b.calls(),
                a.completed() + b.completed(),
                a.tokensIn() + b.tokensIn(),
                a.tokensOut() + b.tokensOut(),
                a.costNanos() + b.costNanos(),
                a.latencyMicros() + b.latencyMicros());
    }

    private static UsageSums sums(ResultSet row, int first) throws SQLException {
        return new UsageSums(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5));
    }

    private static String value(ResultSet row, Dimension dimension) throws SQLException {
        return dimension.isId()
                ? Ids.fromBytes(row.getBytes(1)).toString()
                : row.getString(1);
    }

    /** The filter as SQL over the roll-ups; always begins with the tenant. */
    private static final class Where {

        private final StringBuilder sql = new StringBuilder(" WHERE tenant_id = ?");
        private final java.util.ArrayList<Object> arguments = new java.util.ArrayList<>();

        Where(TenantId tenant, UsageFilter filter) {
            arguments.add(bytes(tenant.value()));
            and(" AND slot_start >= ?", Timestamp.from(filter.from()));
            and(" AND slot_start < ?", Timestamp.from(filter.to()));
            if (filter.agent() != null) {
                and(" AND agent_id = ?", bytes(filter.agent()));
            }
            if (filter.key() != null) {
                and(" AND key_id = ?", bytes(filter.key()));
            }
            if (filter.model() != null) {
                and(" AND model = ?", filter.model());
            }
            if (filter.status() != null) {
                and(" AND status = ?", filter.status().name());
            }
        }

        private void and(String condition, Object argument) {
            sql.append(condition);
            arguments.add(argument);
        }

        String sql() {
            return sql.toString();
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }

    /** Rows of calls without a key carry this instead of a key's id. */
    public static UUID noKey() {
        return UsageRollups.NO_KEY;
    }
}

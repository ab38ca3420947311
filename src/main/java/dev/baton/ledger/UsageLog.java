package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Every billable call, one row each; the last that ended first. Each method asks one query at a time
 * and in no transaction: nobody holds a connection for as long as an export is read.
 */
@Component
public class UsageLog {

    private static final int EXPORT_PAGE = 1_000;

    private static final String COLUMNS =
            """
            id, message_id, ended_at, agent_id, agent_name, key_id, account_id, prompt_version_id,
            model, tokens_in, tokens_cached, tokens_out, tokens_estimated, cost_nanos, latency_us,
            first_byte_us, status, error_code, entrance, repeated, decision_id, trace_id
            """;

    private final JdbcTemplate jdbc;

    UsageLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One page, after the given cursor. */
    public Page<UsageRow> list(
            TenantId tenant, UsageFilter filter, @Nullable UsageCursor after, int limit) {
        return Page.of(
                rows(tenant, filter, after, limit + 1), limit, row -> UsageCursor.of(row).text());
    }

    /** All rows of the filter, read a page at a time, so that an export's memory does not grow. */
    public void forEach(TenantId tenant, UsageFilter filter, Consumer<UsageRow> consumer) {
        UsageCursor after = null;
        List<UsageRow> rows;
        do {
            rows = rows(tenant, filter, after, EXPORT_PAGE);
            rows.forEach(consumer);
            if (!rows.isEmpty()) {
                after = UsageCursor.of(rows.getLast());
            }
        } while (rows.size() == EXPORT_PAGE);
    }

    /** The calls that a message of that trace took, oldest first. */
    public List<UsageRow> ofMessage(TenantId tenant, UUID message, String traceId) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM usage_record
                        WHERE tenant_id = ? AND trace_id = ? AND message_id = ?
                        ORDER BY ended_at, id LIMIT 100
                        """,
                (row, _) -> read(row),
                bytes(tenant.value()),
                traceId,
                bytes(message));
    }

    /** The calls of one trace, oldest first. */
    public List<UsageRow> ofTrace(TenantId tenant, String traceId) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + " FROM usage_record WHERE tenant_id = ? AND trace_id = ? ORDER BY id LIMIT 500",
                (row, _) -> read(row),
                bytes(tenant.value()),
                traceId);
    }

    private List<UsageRow> rows(
            TenantId tenant, UsageFilter filter, @Nullable UsageCursor after, int limit) {
        var where = UsageCondition.ofRows(tenant, filter);
        if (after != null) {
            where.before(after.endedAt(), after.id());
        }
        return jdbc.query(
                "SELECT %s FROM usage_record FORCE INDEX (%s)%s ORDER BY ended_at DESC, id DESC LIMIT %d"
                        .formatted(COLUMNS, filter.index(), where.sql(), limit),
                (row, _) -> read(row),
                where.arguments());
    }

    private static UsageRow read(ResultSet row) throws SQLException {
        return new UsageRow(
                Ids.fromBytes(row.getBytes("id")),
                Ids.fromBytes(row.getBytes("message_id")),
                row.getTimestamp("ended_at").toInstant(),
                Ids.fromBytes(row.getBytes("agent_id")),
                row.getString("agent_name"),
                id(row, "key_id"),
                id(row, "account_id"),
                id(row, "prompt_version_id"),
                row.getString("model"),
                row.getLong("tokens_in"),
                row.getLong("tokens_cached"),
                row.getLong("tokens_out"),
                row.getBoolean("tokens_estimated"),
                row.getLong("cost_nanos"),
                row.getLong("latency_us"),
                firstByte(row),
                UsageStatus.valueOf(row.getString("status")),
                row.getString("error_code"),
                Entrance.valueOf(row.getString("entrance")),
                row.getBoolean("repeated"),
                id(row, "decision_id"),
                row.getString("trace_id"));
    }

    private static @Nullable Long firstByte(ResultSet row) throws SQLException {
        var micros = row.getLong("first_byte_us");
        return row.wasNull() ? null : micros;
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Ids.fromBytes(bytes);
    }
}

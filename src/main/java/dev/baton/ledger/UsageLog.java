package dev.baton.ledger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Every billable call, one row each; newest first. */
@Component
@Transactional(readOnly = true)
public class UsageLog {

    private static final UUID LAST = new UUID(-1L, -1L);
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

    /** One page; {@code before} is the id of the last call of the page before, null for the first. */
    public Page<UsageRow> list(
            TenantId tenant, UsageFilter filter, @Nullable UUID before, int limit) {
        return Page.of(
                rows(tenant, filter, before == null ? LAST : before, limit + 1),
                limit,
                row -> row.id().toString());
    }

    /** All rows of the filter, read a page at a time, so that an export's memory does not grow. */
    public void forEach(TenantId tenant, UsageFilter filter, Consumer<UsageRow> consumer) {
        var before = LAST;
        List<UsageRow> rows;
        do {
            rows = rows(tenant, filter, before, EXPORT_PAGE);
            rows.forEach(consumer);
            if (!rows.isEmpty()) {
                before = rows.getLast().id();
            }
        } while (rows.size() == EXPORT_PAGE);
    }

    /** The calls of one trace, oldest first. */
    public List<UsageRow> ofTrace(TenantId tenant, String traceId) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + " FROM usage_record WHERE tenant_id = ? AND trace_id = ? ORDER BY id",
                (row, _) -> read(row),
                bytes(tenant.value()),
                traceId);
    }

    private List<UsageRow> rows(
            TenantId tenant, UsageFilter filter, UUID before, int limit) {
        var sql = new StringBuilder("SELECT ").append(COLUMNS).append(" FROM usage_record");
        var arguments = new ArrayList<Object>();
        sql.append(" WHERE tenant_id = ? AND id < ? AND ended_at >= ? AND ended_at < ?");
        arguments.add(bytes(tenant.value()));
        arguments.add(bytes(before));
        arguments.add(Timestamp.from(filter.from()));
        arguments.add(Timestamp.from(filter.to()));
        if (filter.agent() != null) {
            sql.append(" AND agent_id = ?");
            arguments.add(bytes(filter.agent()));
        }
        if (UsageRollups.NO_KEY.equals(filter.key())) {
            sql.append(" AND key_id IS NULL");
        } else if (filter.key() != null) {
            sql.append(" AND key_id = ?");
            arguments.add(bytes(filter.key()));
        }
        if (filter.model() != null) {
            sql.append(" AND model = ?");
            arguments.add(filter.model());
        }
        if (filter.status() != null) {
            sql.append(" AND status = ?");
            arguments.add(filter.status().name());
        }
        sql.append(" ORDER BY id DESC LIMIT ?");
        arguments.add(limit);
        return jdbc.query(sql.toString(), (row, _) -> read(row), arguments.toArray());
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

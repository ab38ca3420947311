package dev.baton.event;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

import java.util.List;
import java.util.OptionalLong;

/** How rows of the log become {@link Event}s, and how the feed reads them. */
final class EventRows {

    static final RowMapper<Event> MAPPER =
            (row, _) ->
                    new Event(
                            new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                            Ids.fromBytes(row.getBytes("event_id")),
                            row.getLong("sequence"),
                            row.getLong("position"),
                            row.getString("type"),
                            Ids.fromBytes(row.getBytes("subject")),
                            row.getString("data"),
                            Utc.instant(row, "occurred_at"),
                            row.getString("trace_id"));

    private EventRows() {}

    /**
     * The next events of all tenants. Positions have no gaps, so both ends of the range are known;
     * only the oldest events are deleted.
     */
    static List<Event> after(JdbcTemplate jdbc, long position, int limit) {
        return jdbc.query(
                """
                SELECT * FROM event FORCE INDEX (event_by_position)
                WHERE position > ? AND position <= ?
                ORDER BY position
                """,
                MAPPER,
                position,
                position + limit);
    }

    /** Of the oldest event behind a position. */
    static OptionalLong positionAfter(JdbcTemplate jdbc, long position) {
        var found =
                jdbc.queryForObject(
                        """
                        SELECT MIN(position) FROM event FORCE INDEX (event_by_position)
                        WHERE position > ?
                        """,
                        Long.class,
                        position);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }
}

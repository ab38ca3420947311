package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The table of what was given up. */
@Component
class DeadLetters {

    private static final RowMapper<DeadLetter> MAPPER =
            (row, _) ->
                    new DeadLetter(
                            row.getString("queue"),
                            new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                            Ids.fromBytes(row.getBytes("id")),
                            row.getInt("attempts"),
                            Utc.instant(row, "created_at"),
                            Utc.instant(row, "buried_at"),
                            row.getString("reason"));

    private final JdbcTemplate jdbc;

    DeadLetters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Copies the claimed item; one that was given up before and added anew is replaced. */
    void copy(Claim claim, String reason, Instant now) {
        jdbc.update(
                """
                REPLACE INTO work_dead (tenant_id, queue, id, lane, priority, attempts, created_at,
                                        buried_at, reason)
                SELECT tenant_id, queue, id, lane, priority, attempts, created_at, ?, ?
                FROM work_item
                WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ?
                """,
                Utc.of(now),
                WorkItems.cut(reason),
                Ids.bytes(claim.tenant().value()),
                claim.queue(),
                Ids.bytes(claim.id()),
                claim.fence());
    }

    /** Makes it an item again, with all its attempts before it; false if there is none. */
    boolean revive(String queue, TenantId tenant, UUID id, Instant dueAt, Instant now) {
        jdbc.update(
                """
                INSERT INTO work_item (tenant_id, queue, id, lane, priority, due_at, attempts, fence,
                                       created_at, last_error)
                SELECT tenant_id, queue, id, lane, priority, ?, 0, ?, created_at, reason
                FROM work_dead
                WHERE tenant_id = ? AND queue = ? AND id = ?
                """,
                Utc.of(dueAt),
                ChronoUnit.MICROS.between(Instant.EPOCH, now),
                Ids.bytes(tenant.value()),
                queue,
                Ids.bytes(id));
        return jdbc.update(
                        "DELETE FROM work_dead WHERE tenant_id = ? AND queue = ? AND id = ?",
                        Ids.bytes(tenant.value()),
                        queue,
                        Ids.bytes(id))
                == 1;
    }

    /** Newest first; continues after the given one. */
    List<DeadLetter> list(TenantId tenant, String queue, DeadLetterCursor after, int limit) {
        return jdbc.query(
                """
                SELECT * FROM work_dead FORCE INDEX (work_dead_newest)
                WHERE tenant_id = ? AND queue = ?
                  AND (buried_at < ? OR (buried_at = ? AND id < ?))
                ORDER BY buried_at DESC, id DESC LIMIT ?
                """,
                MAPPER,
                Ids.bytes(tenant.value()),
                queue,
                Utc.of(after.buriedAt()),
                Utc.of(after.buriedAt()),
                Ids.bytes(after.id()),
                limit);
    }

    /** Forgets the oldest of those that were given up before; how many. */
    int forget(TenantId tenant, String queue, Instant before, int most) {
        // Apart, because not every database can be told which index a deletion takes.
        var oldest =
                jdbc.query(
                        """
                        SELECT id FROM work_dead FORCE INDEX (work_dead_newest)
                        WHERE tenant_id = ? AND queue = ? AND buried_at < ?
                        ORDER BY buried_at, id LIMIT ?
                        """,
                        (row, _) ->
                                new Object[] {
                                    Ids.bytes(tenant.value()), queue, row.getBytes("id")
                                },
                        Ids.bytes(tenant.value()),
                        queue,
                        Utc.of(before),
                        most);
        jdbc.batchUpdate(
                "DELETE FROM work_dead WHERE tenant_id = ? AND queue = ? AND id = ?", oldest);
        return oldest.size();
    }

    boolean contains(TenantId tenant, String queue, UUID id) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM work_dead WHERE tenant_id = ? AND queue = ? AND id = ?",
                        Integer.class,
                        Ids.bytes(tenant.value()),
                        queue,
                        Ids.bytes(id))
                .isEmpty();
    }

    long count(TenantId tenant, String queue) {
        return jdbc.queryForList(
                        "SELECT COUNT(*) FROM work_dead WHERE tenant_id = ? AND queue = ?",
                        Long.class,
                        Ids.bytes(tenant.value()),
                        queue)
                .getFirst();
    }
}

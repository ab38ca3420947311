package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of what is to be done. Whoever ends a claim must still hold its fence. */
@Component
class WorkItems {

    private static final int LONGEST_REASON = 500;

    private final JdbcTemplate jdbc;

    WorkItems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Collection<Row> rows) {
        jdbc.batchUpdate(
                """
                INSERT INTO work_item (tenant_id, queue, id, lane, priority, due_at, attempts, fence,
                                       owner, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                Math.max(1, rows.size()),
                WorkItems::set);
    }

    /** True if there was none under its id. */
    boolean insertMissing(Row row) {
        return jdbc.update(
                        """
                        INSERT IGNORE INTO work_item (tenant_id, queue, id, lane, priority, due_at,
                                                      attempts, fence, owner, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        insert -> set(insert, row))
                == 1;
    }

    private static void set(PreparedStatement insert, Row row) throws SQLException {
        var work = row.work();
        insert.setBytes(1, Ids.bytes(work.tenant().value()));
        insert.setString(2, work.queue());
        insert.setBytes(3, Ids.bytes(work.id()));
        insert.setBytes(4, Lane.bytes(work.lane()));
        insert.setInt(5, work.priority().level());
        insert.setObject(6, Utc.of(row.dueAt()));
        insert.setInt(7, row.attempts());
        insert.setLong(8, row.fence());
        insert.setBytes(9, row.owner() == null ? null : Ids.bytes(row.owner()));
        insert.setObject(10, Utc.of(row.createdAt()));
    }

    /**
     * Makes what waits for a later time due. The row stays locked until the commit in any case:
     * whoever is about to let go of it sees what the caller has written for it, or this sees that
     * it was let go.
     *
     * @return whether there is such an item
     */
    boolean hasten(String queue, TenantId tenant, UUID id, Instant now) {
        return jdbc.update(
                        """
                        UPDATE work_item FORCE INDEX (PRIMARY)
                        SET due_at = CASE WHEN owner IS NULL AND due_at > ? THEN ? ELSE due_at END
                        WHERE tenant_id = ? AND queue = ? AND id = ?
                        """,
                        Utc.of(now),
                        Utc.of(now),
                        Ids.bytes(tenant.value()),
                        queue,
                        Ids.bytes(id))
                == 1;
    }

    /** What is being done stays as it is until it waits again. */
    void reprioritize(String queue, TenantId tenant, UUID id, Priority priority) {
        jdbc.update(
                """
                UPDATE work_item FORCE INDEX (PRIMARY) SET priority = ?
                WHERE tenant_id = ? AND queue = ? AND id = ?
                """,
                priority.level(),
                Ids.bytes(tenant.value()),
                queue,
                Ids.bytes(id));
    }

    /** True if the claim still holds, and does until the end of the transaction. */
    boolean lock(Claim claim, UUID owner) {
        return !jdbc.queryForList(
                        """
                        SELECT fence FROM work_item
                        WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ? AND owner = ?
                        FOR UPDATE
                        """,
                        Long.class,
                        Ids.bytes(claim.tenant().value()),
                        claim.queue(),
                        Ids.bytes(claim.id()),
                        claim.fence(),
                        Ids.bytes(owner))
                .isEmpty();
    }

    /** True if the claim still held. */
    boolean delete(Claim claim, UUID owner) {
        return jdbc.update(
                        """
                        DELETE FROM work_item
                        WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ? AND owner = ?
                        """,
                        Ids.bytes(claim.tenant().value()),
                        claim.queue(),
                        Ids.bytes(claim.id()),
                        claim.fence(),
                        Ids.bytes(owner))
                == 1;
    }

    /**
     * Deletes all whose claims still hold.
     *
     * @param claims in the order of {@link #ordered}
     * @return those that do not
     */
    List<Claim> delete(List<Claim> claims, UUID owner) {
        var deleted =
                jdbc.batchUpdate(
                        """
                        DELETE FROM work_item
                        WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ? AND owner = ?
                        """,
                        claims.stream()
                                .map(
                                        claim ->
                                                new Object[] {
                                                    Ids.bytes(claim.tenant().value()),
                                                    claim.queue(),
                                                    Ids.bytes(claim.id()),
                                                    claim.fence(),
                                                    Ids.bytes(owner)
                                                })
                                .toList());
        var lost = new ArrayList<Claim>();
        for (var at = 0; at < deleted.length; at++) {
            if (deleted[at] == 0) {
                lost.add(claims.get(at));
            }
        }
        return lost;
    }

    /** Counted no further than {@code most}. */
    int count(TenantId tenant, String queue, int most) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*)
                        FROM (SELECT 1 FROM work_item FORCE INDEX (PRIMARY)
                              WHERE tenant_id = ? AND queue = ? LIMIT ?) counted
                        """,
                        Integer.class,
                        Ids.bytes(tenant.value()),
                        queue,
                        most)
                .getFirst();
    }

    boolean delete(String queue, TenantId tenant, UUID id) {
        return jdbc.update(
                        "DELETE FROM work_item WHERE tenant_id = ? AND queue = ? AND id = ?",
                        Ids.bytes(tenant.value()),
                        queue,
                        Ids.bytes(id))
                == 1;
    }

    void delete(String queue, TenantId tenant, Collection<UUID> ids) {
        jdbc.batchUpdate(
                "DELETE FROM work_item WHERE tenant_id = ? AND queue = ? AND id = ?",
                ids.stream()
                        .sorted()
                        .map(id -> new Object[] {Ids.bytes(tenant.value()), queue, Ids.bytes(id)})
                        .toList());
    }

    /** Like {@link #release}, and counts attempts anew from here. */
    boolean rest(Claim claim, UUID owner, Instant dueAt) {
        return jdbc.update(
                        """
                        UPDATE work_item
                        SET due_at = ?, owner = NULL, fence = fence + 1, attempts = 0,
                            last_error = NULL
                        WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ? AND owner = ?
                        """,
                        Utc.of(dueAt),
                        Ids.bytes(claim.tenant().value()),
                        claim.queue(),
                        Ids.bytes(claim.id()),
                        claim.fence(),
                        Ids.bytes(owner))
                == 1;
    }

    /**
     * Ends a claim and makes the item due again; true if the claim still held.
     *
     * @param begun attempts to add to those counted: 0, or -1 when this one shall not count
     */
    boolean release(Claim claim, UUID owner, Instant dueAt, int begun, @Nullable String lastError) {
        return jdbc.update(
                        """
                        UPDATE work_item
                        SET due_at = ?, owner = NULL, fence = fence + 1, attempts = attempts + ?,
                            last_error = COALESCE(?, last_error)
                        WHERE tenant_id = ? AND queue = ? AND id = ? AND fence = ? AND owner = ?
                        """,
                        Utc.of(dueAt),
                        begun,
                        cut(lastError),
                        Ids.bytes(claim.tenant().value()),
                        claim.queue(),
                        Ids.bytes(claim.id()),
                        claim.fence(),
                        Ids.bytes(owner))
                == 1;
    }

    Map<UUID, WorkProgress> progress(String queue, TenantId tenant, Collection<UUID> ids) {
        var found = new HashMap<UUID, WorkProgress>();
        JdbcClient.create(jdbc)
                .sql(
                        """
                        SELECT id, owner, attempts, due_at, last_error FROM work_item
                        WHERE tenant_id = :tenant AND queue = :queue AND id IN (:ids)
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("queue", queue)
                .param("ids", ids.stream().map(Ids::bytes).toList())
                .query(
                        row -> {
                            found.put(
                                    Ids.fromBytes(row.getBytes("id")),
                                    new WorkProgress(
                                            row.getBytes("owner") != null,
                                            row.getInt("attempts"),
                                            Utc.instant(row, "due_at"),
                                            row.getString("last_error")));
                        });
        return found;
    }

    /** How much of the same tenant and lane comes before an item; empty when there is no item. */
    Optional<WorkPlace> place(String queue, TenantId tenant, UUID id, Instant now, int most) {
        return jdbc
                .query(
                        """
                        SELECT lane, priority, due_at, owner FROM work_item
                        WHERE tenant_id = ? AND queue = ? AND id = ?
                        """,
                        (row, _) ->
                                new WorkPlace(
                                        row.getBytes("owner") != null,
                                        before(queue, tenant, row, now, most),
                                        Utc.instant(row, "due_at")),
                        Ids.bytes(tenant.value()),
                        queue,
                        Ids.bytes(id))
                .stream()
                .findFirst();
    }

    /**
     * Counted in the index alone, no further than {@code most} of each priority. What somebody
     * works on is due at the end of its lease, so it does not count.
     */
    private int before(String queue, TenantId tenant, ResultSet item, Instant now, int most)
            throws SQLException {
        var due = Utc.instant(item, "due_at");
        var counts = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        for (var priority : Priority.values()) {
            var levels = priority.level() - item.getInt("priority");
            var until = due.plus(DueGroup.LEVEL.multipliedBy(levels));
            counts.add(
                    """
                    (SELECT 1 FROM work_item FORCE INDEX (work_item_claim)
                     WHERE queue = ? AND tenant_id = ? AND lane = ? AND priority = ? AND due_at < ?
                     LIMIT ?)
                    """);
            parameters.addAll(
                    List.of(
                            queue,
                            Ids.bytes(tenant.value()),
                            item.getBytes("lane"),
                            priority.level(),
                            Utc.of(until.isBefore(now) ? until : now),
                            most));
        }
        var found =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM (%s) earlier"
                                .formatted(String.join(" UNION ALL ", counts)),
                        Integer.class,
                        parameters.toArray());
        return found == null ? 0 : Math.min(found, most);
    }

    static @Nullable String cut(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON);
    }

    /** Everybody locks several items in this order. */
    static List<Claim> ordered(Collection<Claim> claims) {
        return claims.stream()
                .sorted(
                        Comparator.comparing((Claim claim) -> claim.tenant().value())
                                .thenComparing(Claim::queue)
                                .thenComparing(Claim::id))
                .toList();
    }

    /**
     * A new row.
     *
     * @param dueAt by the time of work; the end of the lease when it has an owner
     * @param attempts already begun
     */
    record Row(NewWork work, Instant dueAt, int attempts, @Nullable UUID owner, Instant createdAt) {

        /** An item that is added again under its id must not honour claims of its former life. */
        long fence() {
            return fence(createdAt);
        }

        static long fence(Instant createdAt) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        }
    }
}

package dev.baton.trigger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of firings. */
@Repository
class FiringStore {

    private static final int LONGEST_DETAIL = 500;
    private static final String COLUMNS =
            """
            id, trigger_id, firing_key, due_at, overlap, status, reason, detail, cause, trace_id,
            depth, ended_at
            """;

    private final JdbcTemplate jdbc;

    /** As much of a firing as tells whether it may fire again. */
    record Known(UUID id, FiringStatus status) {}

    FiringStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** False where the trigger fired for this key before. */
    boolean add(TenantId tenant, Firing firing) {
        return jdbc.update(
                        """
                        INSERT IGNORE INTO trigger_firing
                            (tenant_id, id, trigger_id, firing_key, due_at, overlap, status, reason,
                             detail, cause, trace_id, depth, ended_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        bytes(tenant.value()),
                        bytes(firing.id()),
                        bytes(firing.trigger()),
                        firing.key(),
                        Utc.of(firing.dueAt()),
                        firing.overlap().name(),
                        firing.status().name(),
                        firing.reason(),
                        cut(firing.detail()),
                        firing.cause(),
                        firing.traceId(),
                        firing.depth(),
                        firing.endedAt() == null ? null : Utc.of(firing.endedAt()))
                == 1;
    }

    Optional<Firing> find(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        "SELECT " + COLUMNS + " FROM trigger_firing WHERE tenant_id = ? AND id = ?",
                        (row, _) -> firing(row),
                        bytes(tenant.value()),
                        bytes(id))
                .stream()
                .findFirst();
    }

    Optional<Firing> find(TriggerId trigger, String key) {
        return jdbc
                .query(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM trigger_firing
                                WHERE tenant_id = ? AND trigger_id = ? AND firing_key = ?
                                """,
                        (row, _) -> firing(row),
                        bytes(trigger.tenant().value()),
                        bytes(trigger.value()),
                        key)
                .stream()
                .findFirst();
    }

    /** What is known of times, by key, from one key to another. */
    Map<String, Known> known(TriggerId trigger, String first, String last) {
        var found = new HashMap<String, Known>();
        jdbc.query(
                """
                SELECT id, firing_key, status FROM trigger_firing FORCE INDEX (trigger_firing_once)
                WHERE tenant_id = ? AND trigger_id = ? AND firing_key BETWEEN ? AND ?
                """,
                (RowCallbackHandler)
                        row ->
                                found.put(
                                        row.getString("firing_key"),
                                        new Known(
                                                Ids.fromBytes(row.getBytes("id")),
                                                FiringStatus.valueOf(row.getString("status")))),
                bytes(trigger.tenant().value()),
                bytes(trigger.value()),
                first,
                last);
        return found;
    }

    /** One that was skipped gets another chance; false where it was not. */
    boolean again(TriggerId trigger, UUID id, Overlap overlap, String cause) {
        return jdbc.update(
                        """
                        UPDATE trigger_firing
                        SET status = 'PENDING', overlap = ?, cause = ?, reason = NULL,
                            detail = NULL, ended_at = NULL
                        WHERE tenant_id = ? AND id = ? AND status = 'SKIPPED'
                        """,
                        overlap.name(),
                        cause,
                        bytes(trigger.tenant().value()),
                        bytes(id))
                == 1;
    }

    /** False where it is decided already. */
    boolean end(
            TenantId tenant,
            UUID id,
            FiringStatus status,
            @Nullable String reason,
            @Nullable String detail,
            Instant now) {
        return jdbc.update(
                        """
                        UPDATE trigger_firing
                        SET status = ?, reason = ?, detail = ?, cause = NULL, ended_at = ?
                        WHERE tenant_id = ? AND id = ? AND status = 'PENDING'
                        """,
                        status.name(),
                        reason,
                        cut(detail),
                        Utc.of(now),
                        bytes(tenant.value()),
                        bytes(id))
                == 1;
    }

    /** Newest first. */
    List<Firing> newest(TriggerId trigger, int most) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM trigger_firing FORCE INDEX (trigger_firing_newest)
                        WHERE tenant_id = ? AND trigger_id = ? ORDER BY id DESC LIMIT ?
                        """,
                (row, _) -> firing(row),
                bytes(trigger.tenant().value()),
                bytes(trigger.value()),
                most);
    }

    /** The same of several triggers, in one statement. */
    Map<UUID, List<Firing>> newest(TenantId tenant, Collection<UUID> triggers, int most) {
        if (triggers.isEmpty()) {
            return Map.of();
        }
        var each =
                "(SELECT "
                        + COLUMNS
                        + """
                         FROM trigger_firing FORCE INDEX (trigger_firing_newest)
                        WHERE tenant_id = ? AND trigger_id = ? ORDER BY id DESC LIMIT %d)
                        """
                                .formatted(most);
        var parameters = new ArrayList<Object>();
        for (var trigger : triggers) {
            parameters.add(bytes(tenant.value()));
            parameters.add(bytes(trigger));
        }
        return jdbc
                .query(
                        String.join("UNION ALL ", Collections.nCopies(triggers.size(), each)),
                        (row, _) -> firing(row),
                        parameters.toArray())
                .stream()
                .sorted(Comparator.comparing(Firing::id, Ids.ORDER).reversed())
                .collect(Collectors.groupingBy(Firing::trigger));
    }

    /** Those whose run began and is not known to have ended, continuing after one. */
    List<UUID> unfinished(TriggerId trigger, UUID after, int most) {
        return jdbc.query(
                """
                SELECT id FROM trigger_firing FORCE INDEX (trigger_firing_by_status)
                WHERE tenant_id = ? AND trigger_id = ? AND status = 'STARTED' AND id > ?
                ORDER BY id LIMIT ?
                """,
                (row, _) -> Ids.fromBytes(row.getBytes("id")),
                bytes(trigger.tenant().value()),
                bytes(trigger.value()),
                bytes(after),
                most);
    }

    /** The runs have ended. */
    void over(TenantId tenant, Collection<UUID> runs) {
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        runs.forEach(run -> parameters.add(bytes(run)));
        jdbc.update(
                "UPDATE trigger_firing SET status = 'OVER' WHERE tenant_id = ? AND id IN ("
                        + String.join(",", Collections.nCopies(runs.size(), "?"))
                        + ") AND status = 'STARTED'",
                parameters.toArray());
    }

    /** Those that wait for their turn, the first one first. */
    List<UUID> pending(TriggerId trigger, int most) {
        return jdbc.query(
                """
                SELECT id FROM trigger_firing FORCE INDEX (trigger_firing_by_status)
                WHERE tenant_id = ? AND trigger_id = ? AND status = 'PENDING'
                ORDER BY id LIMIT ?
                """,
                (row, _) -> Ids.fromBytes(row.getBytes("id")),
                bytes(trigger.tenant().value()),
                bytes(trigger.value()),
                most);
    }

    /** Whose runs these are, each trigger once. */
    List<TriggerId> triggers(TenantId tenant, Collection<UUID> runs) {
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        runs.forEach(run -> parameters.add(bytes(run)));
        return jdbc.query(
                "SELECT DISTINCT trigger_id FROM trigger_firing WHERE tenant_id = ? AND id IN ("
                        + String.join(",", Collections.nCopies(runs.size(), "?"))
                        + ")",
                (row, _) -> new TriggerId(tenant, Ids.fromBytes(row.getBytes("trigger_id"))),
                parameters.toArray());
    }

    /** How many firings led to what happens under a trace, at the most. */
    int depth(TenantId tenant, String traceId) {
        return jdbc
                .queryForList(
                        """
                        SELECT depth FROM trigger_firing FORCE INDEX (trigger_firing_by_trace)
                        WHERE tenant_id = ? AND trace_id = ? ORDER BY depth DESC LIMIT 1
                        """,
                        Integer.class,
                        bytes(tenant.value()),
                        traceId)
                .stream()
                .findFirst()
                .map(depth -> depth + 1)
                .orElse(0);
    }

    /** How many that wait or began a run events led to since a time, at most so many. */
    int ofEvents(TenantId tenant, Instant since, int most) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM trigger_firing FORCE INDEX (PRIMARY)
                            WHERE tenant_id = ? AND id >= ? AND status <> 'SKIPPED'
                              AND firing_key LIKE 'event %' LIMIT ?) AS lately
                        """,
                        Integer.class, bytes(tenant.value()), bytes(Ids.firstOf(since)), most)
                .getFirst();
    }

    /** Forgets the oldest of those that were decided before a time; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE /*+ INDEX(trigger_firing PRIMARY) */ FROM trigger_firing
                WHERE tenant_id = ? AND id < ? AND ended_at < ?
                ORDER BY id LIMIT ?
                """,
                bytes(tenant.value()),
                bytes(Ids.firstOf(before)),
                Utc.of(before),
                most);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : Letters.first(text, LONGEST_DETAIL);
    }

    private static Firing firing(ResultSet row) throws SQLException {
        return new Firing(
                Ids.fromBytes(row.getBytes("id")),
                Ids.fromBytes(row.getBytes("trigger_id")),
                row.getString("firing_key"),
                Utc.instant(row, "due_at"),
                Overlap.valueOf(row.getString("overlap")),
                FiringStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("cause"),
                row.getString("trace_id"),
                row.getInt("depth"),
                Utc.instantOrNull(row, "ended_at"));
    }
}

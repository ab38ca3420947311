package dev.baton.run;

import static java.util.Objects.requireNonNull;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;

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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of runs, as lists show them. */
@Repository
class Runs {

    private static final String UPDATE =
            """
            UPDATE run
            SET status = ?, started_at = ?, ended_at = ?, version = ?, current_step = ?,
                progress = ?, due_at = ?, asks = ?, attempts = ?, cost_nanos = ?, tokens_in = ?,
                tokens_out = ?, error_code = ?, error = ?, error_step = ?
            WHERE tenant_id = ? AND id = ?
            """;

    private static final String COUNT =
            """
            SELECT ?, COUNT(*) FROM
                (SELECT 1 FROM run FORCE INDEX (run_by_status)
                 WHERE tenant_id = ? AND status = ? AND id >= ? AND id < ? LIMIT ?) AS counted
            """;

    private final JdbcTemplate jdbc;
    private final JournalTexts texts;

    Runs(JdbcTemplate jdbc, JournalTexts texts) {
        this.jdbc = jdbc;
        this.texts = texts;
    }

    void insert(List<RunRecord.Accepted> accepted) {
        jdbc.batchUpdate(
                """
                INSERT INTO run
                    (tenant_id, id, title, graph_hash, workflow_id, workflow_version, parent_id,
                     parent_step, parent_attempt, depth, forked_from, forked_version,
                     fork_reason, replay, priority, cost_cap_nanos, key_id, account_id, started_by,
                     trace_id, correlation, created_at, status, started_at, ended_at, version,
                     current_step, progress, due_at, asks, attempts, cost_nanos, tokens_in,
                     tokens_out, error_code, error, error_step, input_words)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                accepted.stream().map(Runs::inserted).toList());
    }

    private static Object[] inserted(RunRecord.Accepted one) {
        var head = one.head();
        var row = new ArrayList<@Nullable Object>();
        row.add(Ids.bytes(head.id().tenant().value()));
        row.add(Ids.bytes(head.id().value()));
        row.add(head.title());
        row.add(HexFormat.of().parseHex(head.graph()));
        var workflow = head.workflow();
        row.add(workflow == null ? null : Ids.bytes(workflow.workflow()));
        row.add(workflow == null ? null : workflow.version());
        var parent = head.parent();
        row.add(parent == null ? null : Ids.bytes(parent.run()));
        row.add(parent == null ? null : parent.step());
        row.add(parent == null ? null : parent.attempt());
        row.add(head.depth());
        var forked = head.forkedFrom();
        row.add(forked == null ? null : Ids.bytes(forked.run()));
        row.add(forked == null ? null : forked.version());
        row.add(one.reason());
        row.add(forked == null || forked.replay() == null ? null : forked.replay().written());
        row.add(head.priority().level());
        row.add(head.costCap());
        row.add(orNull(head.starter().key()));
        row.add(orNull(head.starter().account()));
        row.add(head.starter().name());
        row.add(head.traceId());
        row.add(head.correlation());
        row.add(Utc.of(head.createdAt()));
        add(row, one.summary());
        row.add(one.inputWords());
        return row.toArray();
    }

    /** Those that a run has begun and that have not ended. */
    List<RunId> openChildren(RunId parent) {
        return jdbc.query(
                """
                SELECT id FROM run FORCE INDEX (run_by_parent)
                WHERE tenant_id = ? AND parent_id = ? AND ended_at IS NULL
                """,
                (row, _) -> new RunId(parent.tenant(), Ids.fromBytes(row.getBytes("id"))),
                Ids.bytes(parent.tenant().value()),
                Ids.bytes(parent.value()));
    }

    /** Each is executed by this instance, so nobody else writes its row. */
    void update(List<RunRecord.Appended> appended) {
        if (appended.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                UPDATE,
                appended.stream()
                        .map(one -> updated(one.head().id(), requireNonNull(one.summary())))
                        .toList());
    }

    private static Object[] updated(RunId id, RunSummary summary) {
        var row = new ArrayList<@Nullable Object>();
        add(row, summary);
        row.add(Ids.bytes(id.tenant().value()));
        row.add(Ids.bytes(id.value()));
        return row.toArray();
    }

    /** By whoever holds the claim of a run that nobody can execute. */
    void update(RunId id, RunSummary summary) {
        jdbc.update(UPDATE, updated(id, summary));
    }

    private static void add(List<@Nullable Object> row, RunSummary summary) {
        var error = summary.error();
        row.add(summary.status().name());
        row.add(summary.startedAt() == null ? null : Utc.of(summary.startedAt()));
        row.add(summary.endedAt() == null ? null : Utc.of(summary.endedAt()));
        row.add(summary.version());
        row.add(summary.currentStep());
        row.add(summary.progress());
        row.add(summary.dueAt() == null ? null : Utc.of(summary.dueAt()));
        row.add(summary.asks());
        row.add(summary.attempts());
        row.add(summary.costNanos());
        row.add(summary.tokensIn());
        row.add(summary.tokensOut());
        row.add(error == null ? null : error.code());
        row.add(error == null ? null : error.message());
        row.add(error == null ? null : error.step());
    }

    Optional<Run> find(RunId id) {
        return jdbc
                .query(
                        "SELECT * FROM run WHERE tenant_id = ? AND id = ?",
                        (row, _) -> read(id.tenant(), row),
                        Ids.bytes(id.tenant().value()),
                        Ids.bytes(id.value()))
                .stream()
                .findFirst();
    }

    Map<UUID, RunStatus> statuses(TenantId tenant, Collection<UUID> ids) {
        var found = new HashMap<UUID, RunStatus>();
        if (ids.isEmpty()) {
            return found;
        }
        var parameters = new ArrayList<Object>();
        parameters.add(Ids.bytes(tenant.value()));
        ids.forEach(id -> parameters.add(Ids.bytes(id)));
        jdbc.query(
                "SELECT id, status FROM run FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id IN ("
                        + String.join(",", Collections.nCopies(ids.size(), "?"))
                        + ")",
                (RowCallbackHandler)
                        row ->
                                found.put(
                                        Ids.fromBytes(row.getBytes("id")),
                                        RunStatus.valueOf(row.getString("status"))),
                parameters.toArray());
        return found;
    }

    /** How many of each status began in a time, each counted up to a number. */
    Map<RunStatus, Integer> count(
            TenantId tenant, @Nullable Instant from, @Nullable Instant to, UUID last, int most) {
        var counts = new EnumMap<RunStatus, Integer>(RunStatus.class);
        var first = from == null ? new UUID(0, 0) : Ids.firstOf(from);
        var end = earlier(last, to);
        var all = new ArrayList<Object>();
        for (var status : RunStatus.values()) {
            all.addAll(
                    List.of(
                            status.name(),
                            Ids.bytes(tenant.value()),
                            status.name(),
                            Ids.bytes(first),
                            Ids.bytes(end),
                            most));
        }
        jdbc.query(
                String.join(" UNION ALL ", Collections.nCopies(RunStatus.values().length, COUNT)),
                row -> {
                    counts.put(RunStatus.valueOf(row.getString(1)), row.getInt(2));
                },
                all.toArray());
        return counts;
    }

    /** Those that go on from a run, the newest first. */
    List<Run> forks(RunId of, int limit) {
        return jdbc.query(
                """
                SELECT * FROM run FORCE INDEX (run_by_fork)
                WHERE tenant_id = ? AND forked_from = ? ORDER BY id DESC LIMIT ?
                """,
                (row, _) -> read(of.tenant(), row),
                Ids.bytes(of.tenant().value()),
                Ids.bytes(of.value()),
                limit);
    }

    /** What a request led to, in the order in which it began. */
    List<Run> ofTrace(TenantId tenant, String traceId, int limit) {
        return jdbc.query(
                """
                SELECT * FROM run FORCE INDEX (run_by_trace)
                WHERE tenant_id = ? AND trace_id = ? ORDER BY id LIMIT ?
                """,
                (row, _) -> read(tenant, row),
                Ids.bytes(tenant.value()),
                traceId,
                limit);
    }

    static UUID earlier(UUID id, @Nullable Instant time) {
        if (time == null) {
            return id;
        }
        var first = Ids.firstOf(time);
        return Ids.ORDER.compare(first, id) < 0 ? first : id;
    }

    /**
     * Nobody forgets it, and nobody else adds to what is said of it, until the transaction ends.
     *
     * @return whether it is there
     */
    boolean hold(RunId id) {
        return !jdbc.queryForList(
                        "SELECT id FROM run WHERE tenant_id = ? AND id = ? FOR UPDATE",
                        byte[].class,
                        Ids.bytes(id.tenant().value()),
                        Ids.bytes(id.value()))
                .isEmpty();
    }

    /** The oldest of those that ended before; one that is held by somebody has its time later. */
    List<UUID> ended(TenantId tenant, Instant before, int most) {
        return jdbc.query(
                """
                SELECT id FROM run FORCE INDEX (PRIMARY)
                WHERE tenant_id = ? AND id < ? AND ended_at < ? AND NOT EXISTS (
                  SELECT 1 FROM run AS other FORCE INDEX (run_by_fork)
                  WHERE other.tenant_id = run.tenant_id AND other.forked_from = run.id
                    AND other.replay IS NOT NULL AND other.ended_at IS NULL)
                ORDER BY id LIMIT ?
                FOR UPDATE SKIP LOCKED
                """,
                (row, _) -> Ids.fromBytes(row.getBytes("id")),
                Ids.bytes(tenant.value()),
                Ids.bytes(Ids.firstOf(before)),
                Utc.of(before),
                most);
    }

    void forget(TenantId tenant, List<UUID> runs) {
        jdbc.batchUpdate(
                "DELETE FROM run WHERE tenant_id = ? AND id = ?",
                runs.stream()
                        .map(run -> new Object[] {Ids.bytes(tenant.value()), Ids.bytes(run)})
                        .toList());
    }

    /** Whether there is one that has not ended. */
    boolean setPriority(RunId id, Priority priority) {
        return jdbc.update(
                        """
                        UPDATE run SET priority = ?
                        WHERE tenant_id = ? AND id = ? AND ended_at IS NULL
                        """,
                        priority.level(),
                        Ids.bytes(id.tenant().value()),
                        Ids.bytes(id.value()))
                == 1;
    }

    private static byte @Nullable [] orNull(@Nullable UUID id) {
        return id == null ? null : Ids.bytes(id);
    }

    Run read(TenantId tenant, ResultSet row) throws SQLException {
        var id = new RunId(tenant, Ids.fromBytes(row.getBytes("id")));
        var head =
                new RunHead(
                        id,
                        row.getString("title"),
                        HexFormat.of().formatHex(row.getBytes("graph_hash")),
                        workflow(row),
                        parent(row),
                        forkedFrom(id, row),
                        Priority.ofLevel(row.getInt("priority")),
                        row.getObject("cost_cap_nanos", Long.class),
                        new Starter(
                                id(row, "key_id"),
                                id(row, "account_id"),
                                row.getString("started_by")),
                        row.getString("trace_id"),
                        row.getString("correlation"),
                        Utc.instant(row, "created_at"));
        return new Run(head, summary(id, row));
    }

    private static @Nullable WorkflowRef workflow(ResultSet row) throws SQLException {
        var workflow = id(row, "workflow_id");
        return workflow == null ? null : new WorkflowRef(workflow, row.getInt("workflow_version"));
    }

    private @Nullable ForkedFrom forkedFrom(RunId id, ResultSet row) throws SQLException {
        var run = id(row, "forked_from");
        if (run == null) {
            return null;
        }
        var reason = row.getString("fork_reason");
        var replay = row.getString("replay");
        return new ForkedFrom(
                run,
                row.getInt("forked_version"),
                reason == null ? null : texts.reason(id, reason),
                replay == null ? null : Replay.read(replay));
    }

    private static @Nullable RunParent parent(ResultSet row) throws SQLException {
        var parent = id(row, "parent_id");
        return parent == null
                ? null
                : new RunParent(
                        parent,
                        row.getString("parent_step"),
                        row.getInt("parent_attempt"),
                        row.getInt("depth"));
    }

    private RunSummary summary(RunId id, ResultSet row) throws SQLException {
        return new RunSummary(
                RunStatus.valueOf(row.getString("status")),
                time(row, "started_at"),
                time(row, "ended_at"),
                row.getInt("version"),
                row.getString("current_step"),
                row.getDouble("progress"),
                time(row, "due_at"),
                row.getBoolean("asks"),
                row.getInt("attempts"),
                row.getLong("cost_nanos"),
                row.getLong("tokens_in"),
                row.getLong("tokens_out"),
                error(id, row));
    }

    private @Nullable StepError error(RunId id, ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        return code == null
                ? null
                : new StepError(
                        code, texts.error(id, row.getString("error")), row.getString("error_step"));
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Ids.fromBytes(bytes);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : Utc.instant(row, column);
    }
}

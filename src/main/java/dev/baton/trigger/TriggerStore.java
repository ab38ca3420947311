package dev.baton.trigger;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.platform.json.JsonValues;
import dev.baton.tenant.Actor;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of triggers. */
@Repository
class TriggerStore {

    private static final String COLUMNS =
            """
            tenant_id, id, version, name, workflow_id, workflow_version, kind, settings, title,
            input, actor_kind, actor_id, actor_name, status, reason, next_at, created_at, updated_at
            """;

    /** For those who hear of each event; what a run gets may be large. */
    private static final String WITHOUT_INPUT = COLUMNS.replace(" input,", " '{}' AS input,");

    private final JdbcTemplate jdbc;

    TriggerStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param tokenHash of a webhook's address; null for others
     * @param secret sealed; null for none
     */
    void add(Trigger trigger, byte @Nullable [] tokenHash, @Nullable String secret) {
        jdbc.update(
                """
                INSERT INTO workflow_trigger
                    (tenant_id, id, version, name, workflow_id, workflow_version, kind, settings,
                     title, input, actor_kind, actor_id, actor_name, status, reason, next_at,
                     token_hash, secret, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(trigger.id().tenant().value()),
                bytes(trigger.id().value()),
                trigger.version(),
                trigger.name(),
                bytes(trigger.workflow()),
                trigger.workflowVersion(),
                trigger.kind().wire(),
                JsonValues.mapper().writeValueAsString(trigger.kind()),
                trigger.title(),
                JsonValues.mapper().writeValueAsString(trigger.input()),
                trigger.actor().kind().name(),
                bytes(trigger.actor().id()),
                trigger.actor().name(),
                trigger.status().name(),
                trigger.reason(),
                timeOrNull(trigger.nextAt()),
                tokenHash,
                secret,
                Utc.of(trigger.createdAt()),
                Utc.of(trigger.updatedAt()));
    }

    /** Writes all that can change, but the secret. */
    void update(Trigger trigger) {
        jdbc.update(
                """
                UPDATE workflow_trigger
                SET version = ?, name = ?, workflow_id = ?, workflow_version = ?, settings = ?,
                    title = ?, input = ?, actor_kind = ?, actor_id = ?, actor_name = ?, status = ?,
                    reason = ?, next_at = ?, updated_at = ?
                WHERE tenant_id = ? AND id = ?
                """,
                trigger.version(),
                trigger.name(),
                bytes(trigger.workflow()),
                trigger.workflowVersion(),
                JsonValues.mapper().writeValueAsString(trigger.kind()),
                trigger.title(),
                JsonValues.mapper().writeValueAsString(trigger.input()),
                trigger.actor().kind().name(),
                bytes(trigger.actor().id()),
                trigger.actor().name(),
                trigger.status().name(),
                trigger.reason(),
                timeOrNull(trigger.nextAt()),
                Utc.of(trigger.updatedAt()),
                bytes(trigger.id().tenant().value()),
                bytes(trigger.id().value()));
    }

    /** Acts as another from now on, unless somebody changed it meanwhile. */
    void pass(TriggerId id, UUID from, Trigger.Maker to) {
        jdbc.update(
                """
                UPDATE workflow_trigger SET actor_id = ?, actor_name = ?
                WHERE tenant_id = ? AND id = ? AND actor_kind = ? AND actor_id = ?
                """,
                bytes(to.id()),
                to.name(),
                bytes(id.tenant().value()),
                bytes(id.value()),
                to.kind().name(),
                bytes(from));
    }

    void secret(TriggerId id, @Nullable String sealed) {
        jdbc.update(
                "UPDATE workflow_trigger SET secret = ? WHERE tenant_id = ? AND id = ?",
                sealed,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Sealed. */
    Optional<String> secret(TriggerId id) {
        return jdbc
                .query(
                        "SELECT secret FROM workflow_trigger WHERE tenant_id = ? AND id = ?",
                        (row, _) -> Optional.ofNullable(row.getString("secret")),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                .stream()
                .findFirst()
                .flatMap(secret -> secret);
    }

    /** When the schedule is due next; null for never. */
    void next(TriggerId id, @Nullable Instant at) {
        jdbc.update(
                "UPDATE workflow_trigger SET next_at = ? WHERE tenant_id = ? AND id = ?",
                timeOrNull(at),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    boolean delete(TriggerId id) {
        return jdbc.update(
                        "DELETE FROM workflow_trigger WHERE tenant_id = ? AND id = ?",
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                == 1;
    }

    Optional<Trigger> find(TriggerId id) {
        return one(
                "SELECT " + COLUMNS + " FROM workflow_trigger WHERE tenant_id = ? AND id = ?", id);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Trigger> hold(TriggerId id) {
        return one(
                "SELECT "
                        + COLUMNS
                        + " FROM workflow_trigger WHERE tenant_id = ? AND id = ? FOR UPDATE",
                id);
    }

    private Optional<Trigger> one(String sql, TriggerId id) {
        return jdbc
                .query(sql, (row, _) -> trigger(row), bytes(id.tenant().value()), bytes(id.value()))
                .stream()
                .findFirst();
    }

    Optional<Trigger> byToken(byte[] hash) {
        return jdbc
                .query(
                        "SELECT " + COLUMNS + " FROM workflow_trigger WHERE token_hash = ?",
                        (row, _) -> trigger(row),
                        (Object) hash)
                .stream()
                .findFirst();
    }

    /**
     * Newest first, continuing before {@code before}. A tenant has not so many that one searches.
     */
    List<Trigger> list(TenantId tenant, TriggerFilter filter, UUID before, int limit) {
        var parameters = new ArrayList<Object>(List.of(bytes(tenant.value()), bytes(before)));
        var conditions = new StringBuilder();
        if (filter.kind() != null) {
            conditions.append(" AND kind = ?");
            parameters.add(filter.kind());
        }
        if (filter.status() != null) {
            conditions.append(" AND status = ?");
            parameters.add(filter.status().name());
        }
        if (filter.workflow() != null) {
            conditions.append(" AND workflow_id = ?");
            parameters.add(bytes(filter.workflow()));
        }
        parameters.add(limit);
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + " FROM workflow_trigger FORCE INDEX (PRIMARY) WHERE tenant_id = ? AND id"
                        + " < ?"
                        + conditions
                        + " ORDER BY id DESC LIMIT ?",
                (row, _) -> trigger(row),
                parameters.toArray());
    }

    /** Those of the tenants that want to hear of events, without their input. */
    List<Trigger> listening(Collection<TenantId> tenants) {
        return jdbc.query(
                "SELECT "
                        + WITHOUT_INPUT
                        + " FROM workflow_trigger WHERE tenant_id IN ("
                        + String.join(",", Collections.nCopies(tenants.size(), "?"))
                        + ") AND status = 'ACTIVE' AND kind IN ('event', 'run_end')",
                (row, _) -> trigger(row),
                tenants.stream().map(tenant -> (Object) bytes(tenant.value())).toArray());
    }

    int count(TenantId tenant) {
        return jdbc.queryForList(
                        "SELECT COUNT(*) FROM workflow_trigger WHERE tenant_id = ?",
                        Integer.class,
                        (Object) bytes(tenant.value()))
                .getFirst();
    }

    /**
     * How many triggers workflows have; those without any are missing.
     *
     * @param resting that are paused or stopped
     */
    record Counts(Map<UUID, Long> active, Map<UUID, Long> resting) {}

    /** Of at least one workflow. */
    Counts count(TenantId tenant, Collection<UUID> workflows) {
        var counts = new Counts(new HashMap<>(), new HashMap<>());
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        workflows.forEach(workflow -> parameters.add(bytes(workflow)));
        jdbc.query(
                """
                SELECT workflow_id, COUNT(*) AS triggers,
                    SUM(CASE WHEN status = 'ACTIVE' THEN 1 ELSE 0 END) AS active
                FROM workflow_trigger FORCE INDEX (workflow_trigger_workflow)
                WHERE tenant_id = ? AND workflow_id IN (%s) GROUP BY workflow_id
                """
                        .formatted(String.join(",", Collections.nCopies(workflows.size(), "?"))),
                (RowCallbackHandler)
                        row -> {
                            var workflow = Ids.fromBytes(row.getBytes("workflow_id"));
                            var active = row.getLong("active");
                            counts.active().put(workflow, active);
                            counts.resting().put(workflow, row.getLong("triggers") - active);
                        },
                parameters.toArray());
        return counts;
    }

    /** Those that want to hear of events, whether they are active or not. */
    int countListening(TenantId tenant) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*) FROM workflow_trigger
                            FORCE INDEX (workflow_trigger_by_status)
                        WHERE tenant_id = ? AND kind IN ('event', 'run_end')
                        """,
                        Integer.class,
                        (Object) bytes(tenant.value()))
                .getFirst();
    }

    private static @Nullable Object timeOrNull(@Nullable Instant time) {
        return time == null ? null : Utc.of(time);
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(
                new TriggerId(
                        new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                        Ids.fromBytes(row.getBytes("id"))),
                row.getLong("version"),
                row.getString("name"),
                Ids.fromBytes(row.getBytes("workflow_id")),
                row.getObject("workflow_version", Integer.class),
                kind(row.getString("kind"), row.getString("settings")),
                row.getString("title"),
                JsonValues.object(row.getString("input")),
                new Trigger.Maker(
                        Actor.Kind.valueOf(row.getString("actor_kind")),
                        Ids.fromBytes(row.getBytes("actor_id")),
                        row.getString("actor_name")),
                TriggerStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                Utc.instantOrNull(row, "next_at"),
                Utc.instant(row, "created_at"),
                Utc.instant(row, "updated_at"));
    }

    private static TriggerKind kind(String kind, String settings) {
        var type =
                switch (kind) {
                    case "schedule" -> TriggerKind.Schedule.class;
                    case "event" -> TriggerKind.OnEvent.class;
                    case "run_end" -> TriggerKind.OnRunEnd.class;
                    case "webhook" -> TriggerKind.Hook.class;
                    default -> throw new IllegalStateException("There is no kind " + kind);
                };
        return JsonValues.mapper().readValue(settings, type);
    }
}

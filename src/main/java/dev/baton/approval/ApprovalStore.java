package dev.baton.approval;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of approvals. */
@Repository
class ApprovalStore {

    private static final String COLUMNS =
            """
            id, created_at, status, origin_kind, origin_id, origin_path, origin_text, origin_link,
            title, arguments, definition_hash, action_hash, roles, people, needed, approvals,
            not_requester, requester_kind, requester_id, requester_name, requester_account,
            trace_id, deadline_ms, escalation_role, escalated_at, expires_at, ended_at, subject,
            cost_nanos, amount, amount_unit, up_to, risk, replaces, replaced_by, changed_by
            """;

    /** For lists, which hold many. */
    private static final String SUMMARY = COLUMNS.replace(" arguments,", " NULL AS arguments,");

    private static final String LAST_DECIDED =
            """
            (SELECT %d AS position, id, ended_at FROM approval FORCE INDEX (approval_by_subject)
            WHERE tenant_id = ? AND subject = ? AND status = ? AND ended_at < ?
            ORDER BY ended_at DESC, id DESC LIMIT 1)
            """;

    private final JdbcTemplate jdbc;
    private final DueStore dues;

    ApprovalStore(JdbcTemplate jdbc, DueStore dues) {
        this.jdbc = jdbc;
        this.dues = dues;
    }

    record Overdue(TenantId tenant, Due due) {

        ApprovalId id() {
            return new ApprovalId(tenant, due.id());
        }
    }

    /** Writes all of it, and for whom it is open. */
    void add(Approval approval) {
        var origin = approval.origin();
        var terms = approval.terms();
        var requester = approval.requester();
        var amount = approval.amount();
        jdbc.update(
                """
                INSERT INTO approval
                    (tenant_id, id, created_at, status, origin_kind, origin_id, origin_path,
                     origin_text, origin_link, title, arguments, definition_hash, action_hash,
                     roles, people, needed, approvals, not_requester, requester_kind, requester_id,
                     requester_name, requester_account, trace_id, deadline_ms, escalation_role,
                     escalated_at, expires_at, due_at, subject, cost_nanos, amount, amount_unit,
                     up_to, risk, replaces, changed_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                        ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(approval.id().tenant().value()),
                bytes(approval.id().value()),
                Utc.of(approval.createdAt()),
                approval.status().name(),
                origin.kind(),
                bytes(origin.id()),
                origin.path(),
                origin.text(),
                origin.link(),
                approval.title(),
                approval.arguments(),
                approval.definitionHash(),
                approval.actionHash(),
                lines(terms.roles().stream().map(Role::name).sorted().toList()),
                lines(terms.people().stream().sorted().toList()),
                terms.approvals(),
                approval.approvals(),
                terms.notRequester(),
                requester.kind().name(),
                orNull(requester.id()),
                requester.name(),
                orNull(requester.person()),
                approval.traceId(),
                terms.deadline() == null ? null : terms.deadline().toMillis(),
                terms.escalationRole() == null ? null : terms.escalationRole().name(),
                timeOrNull(approval.escalatedAt()),
                timeOrNull(approval.expiresAt()),
                timeOrNull(approval.expiresAt()),
                approval.subject(),
                approval.costNanos(),
                amount == null ? null : amount.value(),
                amount == null ? null : amount.unit(),
                lines(limits(terms.upTo())),
                terms.risk() == null ? null : terms.risk().name(),
                orNull(approval.replaces()),
                orNull(approval.changedBy()));
        dues.add(approval);
    }

    /** Writes what can change, and for whom it is open. */
    void update(Approval approval) {
        jdbc.update(
                """
                UPDATE approval
                SET status = ?, approvals = ?, escalated_at = ?, expires_at = ?, due_at = ?,
                    ended_at = ?, replaced_by = ?
                WHERE tenant_id = ? AND id = ?
                """,
                approval.status().name(),
                approval.approvals(),
                timeOrNull(approval.escalatedAt()),
                timeOrNull(approval.expiresAt()),
                approval.isOpen() ? timeOrNull(approval.expiresAt()) : null,
                timeOrNull(approval.endedAt()),
                orNull(approval.replacedBy()),
                bytes(approval.id().tenant().value()),
                bytes(approval.id().value()));
        dues.remove(approval.id());
        if (approval.isOpen()) {
            dues.add(approval);
        }
    }

    Optional<Approval> find(ApprovalId id) {
        return one("SELECT " + COLUMNS + " FROM approval WHERE tenant_id = ? AND id = ?", id);
    }

    /** What is open of one origin. */
    List<ApprovalId> openOf(TenantId tenant, String originKind, UUID originId) {
        return jdbc.query(
                """
                SELECT id FROM approval FORCE INDEX (approval_by_origin)
                WHERE tenant_id = ? AND origin_id = ? AND origin_kind = ? AND status = 'OPEN'
                """,
                (row, _) -> new ApprovalId(tenant, Ids.fromBytes(row.getBytes("id"))),
                bytes(tenant.value()),
                bytes(originId),
                originKind);
    }

    /** The same, and nobody else decides about it until the transaction ends. */
    Optional<Approval> hold(ApprovalId id) {
        return one(
                "SELECT " + COLUMNS + " FROM approval WHERE tenant_id = ? AND id = ? FOR UPDATE",
                id);
    }

    /** Writes who changed the arguments of another one to those of this one, and why. */
    void keepChanger(ApprovalId id, Changer changer) {
        jdbc.update(
                """
                UPDATE approval SET changer_name = ?, change_reason = ?
                WHERE tenant_id = ? AND id = ?
                """,
                changer.name(),
                changer.reason(),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Who changed the arguments to those of each of these; those of nobody have no entry. */
    Map<UUID, Changer> changers(TenantId tenant, Collection<UUID> ids) {
        var found = new HashMap<UUID, Changer>();
        if (ids.isEmpty()) {
            return found;
        }
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        ids.forEach(id -> parameters.add(bytes(id)));
        jdbc.query(
                """
                SELECT id, changer_name, COALESCE(change_reason, '') AS reason FROM approval
                WHERE tenant_id = ? AND id IN (%s) AND changer_name IS NOT NULL
                """
                        .formatted(String.join(",", Collections.nCopies(ids.size(), "?"))),
                row -> {
                    found.put(
                            Ids.fromBytes(row.getBytes("id")),
                            new Changer(row.getString("changer_name"), row.getString("reason")));
                },
                parameters.toArray());
        return found;
    }

    private Optional<Approval> one(String sql, ApprovalId id) {
        return jdbc
                .query(
                        sql,
                        (row, _) -> approval(id.tenant(), row),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                .stream()
                .findFirst();
    }

    /** Newest first, continuing before {@code before}. */
    List<Approval> list(TenantId tenant, @Nullable ApprovalStatus status, UUID before, int limit) {
        var arguments = new ArrayList<Object>();
        arguments.add(bytes(tenant.value()));
        arguments.add(bytes(before));
        if (status != null) {
            arguments.add(status.name());
        }
        arguments.add(limit);
        return jdbc.query(
                "SELECT "
                        + SUMMARY
                        + " FROM approval FORCE INDEX (%s) WHERE tenant_id = ? AND id < ?%s ORDER BY id DESC LIMIT ?"
                                .formatted(
                                        status == null ? "PRIMARY" : "approval_by_status",
                                        status == null ? "" : " AND status = ?"),
                (row, _) -> approval(tenant, row),
                arguments.toArray());
    }

    /** Those of the ids that there are, in no order. */
    List<Approval> list(TenantId tenant, Collection<UUID> ids) {
        return some(SUMMARY, tenant, ids);
    }

    /** The same with their arguments. */
    List<Approval> whole(TenantId tenant, Collection<UUID> ids) {
        return some(COLUMNS, tenant, ids);
    }

    private List<Approval> some(String columns, TenantId tenant, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        ids.forEach(id -> parameters.add(bytes(id)));
        return jdbc.query(
                "SELECT "
                        + columns
                        + " FROM approval WHERE tenant_id = ? AND id IN ("
                        + String.join(",", Collections.nCopies(ids.size(), "?"))
                        + ")",
                (row, _) -> approval(tenant, row),
                parameters.toArray());
    }

    /**
     * What was decided last about the same as each of these, before it ended itself, with
     * arguments.
     */
    Map<UUID, Approval> lastDecided(TenantId tenant, List<Approval> some) {
        var asking = some.stream().filter(one -> one.subject() != null).toList();
        if (asking.isEmpty()) {
            return Map.of();
        }
        var parts = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        for (var at = 0; at < asking.size(); at++) {
            for (var status : List.of(ApprovalStatus.APPROVED, ApprovalStatus.REJECTED)) {
                parts.add(LAST_DECIDED.formatted(at));
                parameters.add(bytes(tenant.value()));
                parameters.add(String.valueOf(asking.get(at).subject()));
                parameters.add(status.name());
                var ended = asking.get(at).endedAt();
                parameters.add(Utc.of(ended == null ? Due.NEVER : ended));
            }
        }
        var latest = new HashMap<Integer, LastDecided>();
        jdbc.query(
                String.join(" UNION ALL ", parts),
                row -> {
                    var found =
                            new LastDecided(
                                    Ids.fromBytes(row.getBytes("id")),
                                    Utc.instant(row, "ended_at"));
                    latest.merge(
                            row.getInt("position"),
                            found,
                            (one, other) -> one.at().isAfter(other.at()) ? one : other);
                },
                parameters.toArray());
        var ids = latest.values().stream().map(LastDecided::id).distinct().toList();
        var whole =
                whole(tenant, ids).stream()
                        .collect(Collectors.toMap(one -> one.id().value(), one -> one));
        var last = new HashMap<UUID, Approval>();
        latest.forEach(
                (at, found) -> {
                    var one = whole.get(found.id());
                    if (one != null) {
                        last.put(asking.get(at).id().value(), one);
                    }
                });
        return last;
    }

    private record LastDecided(UUID id, Instant at) {}

    /** Whose time is over, of all tenants, the earliest first, continuing after {@code after}. */
    List<Overdue> dueAcrossTenants(Instant now, Due after, int limit) {
        return jdbc.query(
                """
                SELECT tenant_id, id, due_at FROM approval
                WHERE due_at <= ? AND due_at >= ? AND (due_at > ? OR id > ?)
                ORDER BY due_at, id LIMIT ?
                """,
                (row, _) ->
                        new Overdue(
                                new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                                new Due(
                                        Ids.fromBytes(row.getBytes("id")),
                                        Utc.instant(row, "due_at"))),
                Utc.of(now),
                Utc.of(after.at()),
                Utc.of(after.at()),
                bytes(after.id()),
                limit);
    }

    /** Forgets the oldest of those that ended before; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE /*+ INDEX(approval PRIMARY) */ FROM approval
                WHERE tenant_id = ? AND id < ? AND ended_at < ?
                ORDER BY id LIMIT ?
                """,
                bytes(tenant.value()),
                bytes(Ids.firstOf(before)),
                Utc.of(before),
                most);
    }

    private static Approval approval(TenantId tenant, ResultSet row) throws SQLException {
        return new Approval(
                new ApprovalId(tenant, Ids.fromBytes(row.getBytes("id"))),
                Utc.instant(row, "created_at"),
                ApprovalStatus.valueOf(row.getString("status")),
                new ApprovalOrigin(
                        row.getString("origin_kind"),
                        Ids.fromBytes(row.getBytes("origin_id")),
                        row.getString("origin_path"),
                        row.getString("origin_text"),
                        row.getString("origin_link")),
                row.getString("title"),
                row.getString("arguments"),
                row.getString("definition_hash"),
                row.getString("action_hash"),
                terms(row),
                row.getInt("approvals"),
                new Requester(
                        Actor.Kind.valueOf(row.getString("requester_kind")),
                        idOrNull(row, "requester_id"),
                        row.getString("requester_name"),
                        idOrNull(row, "requester_account")),
                row.getString("trace_id"),
                Utc.instantOrNull(row, "escalated_at"),
                Utc.instantOrNull(row, "expires_at"),
                Utc.instantOrNull(row, "ended_at"),
                row.getString("subject"),
                row.getObject("cost_nanos", Long.class),
                amount(row),
                idOrNull(row, "replaces"),
                idOrNull(row, "replaced_by"),
                idOrNull(row, "changed_by"));
    }

    private static ApprovalTerms terms(ResultSet row) throws SQLException {
        var deadline = row.getLong("deadline_ms");
        var limited = !row.wasNull();
        var escalation = row.getString("escalation_role");
        var risk = row.getString("risk");
        return new ApprovalTerms(
                lines(row.getString("roles")).stream()
                        .map(Role::valueOf)
                        .collect(Collectors.toSet()),
                Set.copyOf(lines(row.getString("people"))),
                row.getInt("needed"),
                row.getBoolean("not_requester"),
                limited ? Duration.ofMillis(deadline) : null,
                escalation == null ? null : Role.valueOf(escalation),
                risk == null ? null : Risk.valueOf(risk),
                lines(Objects.requireNonNullElse(row.getString("up_to"), "")).stream()
                        .map(line -> line.split(" "))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0], pair -> new BigDecimal(pair[1]))));
    }

    private static @Nullable Amount amount(ResultSet row) throws SQLException {
        var value = row.getBigDecimal("amount");
        return value == null ? null : new Amount(value, row.getString("amount_unit"));
    }

    /** Neither a role nor an address has a space in it. */
    private static List<String> limits(Map<String, BigDecimal> upTo) {
        return upTo.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue().toPlainString())
                .sorted()
                .toList();
    }

    private static String lines(List<String> texts) {
        return String.join("\n", texts);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static byte @Nullable [] orNull(@Nullable UUID id) {
        return id == null ? null : bytes(id);
    }

    private static @Nullable UUID idOrNull(ResultSet row, String column) throws SQLException {
        var id = row.getBytes(column);
        return id == null ? null : Ids.fromBytes(id);
    }

    private static @Nullable LocalDateTime timeOrNull(@Nullable Instant time) {
        return time == null ? null : Utc.of(time);
    }
}

package dev.baton.message;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.Entrance;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of messages, with their texts as they are kept. */
@Repository
class MessageStore {

    /** Bytes of an answer that a list still holds. */
    private static final int LONGEST_LISTED = 16 * 1024;

    private static final String COLUMNS =
            """
            id, created_at, ended_at, status, asynchronous, entrance, agent_id, agent_name, key_id,
            account_id, attempts, request, answer, tokens_in, tokens_out, cost_nanos, latency_us,
            decision_id, trace_id, correlation_id
            """;

    /** For lists, which hold many: no question, and of the answers the short ones. */
    private static final String SUMMARY =
            COLUMNS.replace(
                    "request, answer",
                    "'' AS request, CASE WHEN OCTET_LENGTH(answer) <= "
                            + LONGEST_LISTED
                            + " THEN answer END AS answer");

    private static final String INSERT =
            """
            INSERT INTO message
                (tenant_id, id, created_at, ended_at, status, asynchronous, entrance, agent_id,
                 agent_name, key_id, account_id, attempts, request, answer, tokens_in, tokens_out,
                 cost_nanos, latency_us, decision_id, trace_id, correlation_id)
            VALUES (?, ?, ?, ?, ?, FALSE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** An attempt after others, which have left the message behind as failed. */
    private static final String UPSERT =
            INSERT
                    + """
                    ON DUPLICATE KEY UPDATE ended_at = VALUES(ended_at), status = VALUES(status),
                        agent_id = VALUES(agent_id), agent_name = VALUES(agent_name),
                        attempts = VALUES(attempts), answer = VALUES(answer),
                        tokens_in = VALUES(tokens_in), tokens_out = VALUES(tokens_out),
                        cost_nanos = VALUES(cost_nanos), latency_us = VALUES(latency_us),
                        decision_id = VALUES(decision_id)
                    """;

    private final JdbcTemplate jdbc;

    MessageStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a message that will be answered later. */
    void accept(Message message) {
        jdbc.update(
                """
                INSERT INTO message
                    (tenant_id, id, created_at, status, asynchronous, entrance, key_id, account_id,
                     attempts, request, trace_id, correlation_id)
                VALUES (?, ?, ?, ?, TRUE, ?, ?, ?, 0, ?, ?, ?)
                """,
                bytes(message.tenant().value()),
                bytes(message.id()),
                Timestamp.from(message.createdAt()),
                MessageStatus.QUEUED.name(),
                message.entrance().name(),
                orNull(message.key()),
                orNull(message.account()),
                message.request(),
                message.traceId(),
                message.correlation());
    }

    Optional<Message> find(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        "SELECT " + COLUMNS + " FROM message WHERE tenant_id = ? AND id = ?",
                        (row, _) -> read(tenant, row),
                        bytes(tenant.value()),
                        bytes(id))
                .stream()
                .findFirst();
    }

    /** Forgets the oldest of those that ended before; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE /*+ INDEX(message PRIMARY) */ FROM message
                WHERE tenant_id = ? AND id < ? AND ended_at < ?
                ORDER BY id LIMIT ?
                """,
                bytes(tenant.value()),
                bytes(Ids.firstOf(before)),
                Timestamp.from(before),
                most);
    }

    /** Those of the ids that there are, newest first. */
    List<Message> find(TenantId tenant, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        ids.forEach(id -> parameters.add(bytes(id)));
        return jdbc.query(
                "SELECT "
                        + SUMMARY
                        + " FROM message WHERE tenant_id = ? AND id IN ("
                        + String.join(",", Collections.nCopies(ids.size(), "?"))
                        + ") ORDER BY id DESC",
                (row, _) -> read(tenant, row),
                parameters.toArray());
    }

    /** Oldest first. */
    List<Message> ofTrace(TenantId tenant, String traceId, int limit) {
        return jdbc.query(
                "SELECT "
                        + SUMMARY
                        + " FROM message WHERE tenant_id = ? AND trace_id = ? ORDER BY id LIMIT ?",
                (row, _) -> read(tenant, row),
                bytes(tenant.value()),
                traceId,
                limit);
    }

    /** Newest first. */
    List<Message> called(TenantId tenant, String correlation, int limit) {
        return jdbc.query(
                "SELECT "
                        + SUMMARY
                        + " FROM message WHERE tenant_id = ? AND correlation_id = ? ORDER BY id"
                        + " DESC LIMIT ?",
                (row, _) -> read(tenant, row),
                bytes(tenant.value()),
                correlation,
                limit);
    }

    /** Those that a filter leaves, newest first, continuing before {@code before}. */
    List<Message> list(TenantId tenant, MessageFilter filter, UUID before, int limit) {
        var arguments = new ArrayList<Object>();
        arguments.add(bytes(tenant.value()));
        arguments.add(bytes(before(before, filter.to())));
        var conditions = new StringBuilder();
        if (filter.from() != null) {
            conditions.append(" AND id >= ?");
            arguments.add(bytes(Ids.firstOf(filter.from())));
        }
        if (filter.status() != null) {
            conditions.append(" AND status = ?");
            arguments.add(filter.status().name());
        }
        if (filter.agent() != null) {
            conditions.append(" AND agent_id = ?");
            arguments.add(bytes(filter.agent()));
        }
        arguments.add(limit);
        return jdbc.query(
                "SELECT "
                        + SUMMARY
                        + " FROM message FORCE INDEX (%s) WHERE tenant_id = ? AND id < ?%s ORDER BY id DESC LIMIT ?"
                                .formatted(filter.index(), conditions),
                (row, _) -> read(tenant, row),
                arguments.toArray());
    }

    /** Ids grow with time, so a time is a place among them. */
    private static UUID before(UUID id, @Nullable Instant time) {
        if (time == null) {
            return id;
        }
        var first = Ids.firstOf(time);
        return Ids.ORDER.compare(first, id) < 0 ? first : id;
    }

    /** Writes how messages ended; part of the group commit. */
    void end(List<MessageEnding> endings) {
        var whole = endings.stream().filter(ending -> !ending.asynchronous()).toList();
        var again = whole.stream().filter(MessageStore::mayBeThere).toList();
        var inserts = whole.stream().filter(ending -> !mayBeThere(ending)).toList();
        var updates = endings.stream().filter(MessageEnding::asynchronous).toList();
        if (!inserts.isEmpty()) {
            jdbc.batchUpdate(INSERT, inserts.stream().map(MessageStore::insertRow).toList());
        }
        if (!again.isEmpty()) {
            jdbc.batchUpdate(UPSERT, again.stream().map(MessageStore::insertRow).toList());
        }
        if (!updates.isEmpty()) {
            jdbc.batchUpdate(
                    """
                    UPDATE message
                    SET ended_at = ?, status = ?, agent_id = ?, agent_name = ?, attempts = ?,
                        answer = ?, tokens_in = ?, tokens_out = ?, cost_nanos = ?, latency_us = ?,
                        decision_id = ?
                    WHERE tenant_id = ? AND id = ?
                    """,
                    updates.stream().map(MessageStore::updateRow).toList());
        }
    }

    /** The first attempt of a run's step is made again where its instance died before it ended. */
    private static boolean mayBeThere(MessageEnding ending) {
        return ending.attempts() > 1
                || ending.settlement().usage().call().entrance() == Entrance.RUN;
    }

    /** Ends a message that never reached a call. */
    void fail(TenantId tenant, UUID id, int attempts, String problem, Instant now) {
        jdbc.update(
                """
                UPDATE message SET status = ?, ended_at = ?, attempts = ?, answer = ?
                WHERE tenant_id = ? AND id = ? AND status = ?
                """,
                MessageStatus.FAILED.name(),
                Timestamp.from(now),
                attempts,
                problem,
                bytes(tenant.value()),
                bytes(id),
                MessageStatus.QUEUED.name());
    }

    /** Makes a message that was given up wait for its answer again. */
    void reopen(TenantId tenant, UUID id) {
        jdbc.update(
                """
                UPDATE message SET status = ?, ended_at = NULL, attempts = 0, answer = NULL
                WHERE tenant_id = ? AND id = ? AND status = ?
                """,
                MessageStatus.QUEUED.name(),
                bytes(tenant.value()),
                bytes(id),
                MessageStatus.FAILED.name());
    }

    private static @Nullable Object[] insertRow(MessageEnding ending) {
        var usage = ending.settlement().usage();
        var call = usage.call();
        return new @Nullable Object[] {
            bytes(call.tenant().value()),
            bytes(call.message()),
            Timestamp.from(ending.createdAt()),
            Timestamp.from(usage.endedAt()),
            ending.status().name(),
            call.entrance().name(),
            bytes(call.agent()),
            call.agentName(),
            orNull(call.key()),
            orNull(call.account()),
            ending.attempts(),
            ending.request(),
            ending.answer(),
            usage.tokens().input(),
            usage.tokens().output(),
            usage.costNanos(),
            usage.latencyMicros(),
            orNull(usage.decision()),
            call.traceId(),
            ending.correlation()
        };
    }

    private static @Nullable Object[] updateRow(MessageEnding ending) {
        var usage = ending.settlement().usage();
        var call = usage.call();
        return new @Nullable Object[] {
            Timestamp.from(usage.endedAt()),
            ending.status().name(),
            bytes(call.agent()),
            call.agentName(),
            ending.attempts(),
            ending.answer(),
            usage.tokens().input(),
            usage.tokens().output(),
            usage.costNanos(),
            usage.latencyMicros(),
            orNull(usage.decision()),
            bytes(call.tenant().value()),
            bytes(call.message())
        };
    }

    private static Message read(TenantId tenant, ResultSet row) throws SQLException {
        var ended = row.getTimestamp("ended_at");
        return new Message(
                tenant,
                Ids.fromBytes(row.getBytes("id")),
                row.getTimestamp("created_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                MessageStatus.valueOf(row.getString("status")),
                row.getBoolean("asynchronous"),
                Entrance.valueOf(row.getString("entrance")),
                id(row, "agent_id"),
                row.getString("agent_name"),
                id(row, "key_id"),
                id(row, "account_id"),
                row.getInt("attempts"),
                row.getString("request"),
                row.getString("answer"),
                number(row, "tokens_in"),
                number(row, "tokens_out"),
                number(row, "cost_nanos"),
                number(row, "latency_us"),
                id(row, "decision_id"),
                row.getString("trace_id"),
                row.getString("correlation_id"));
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Ids.fromBytes(bytes);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        var value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static byte @Nullable [] orNull(@Nullable UUID id) {
        return id == null ? null : bytes(id);
    }
}

package dev.baton.decision;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** All decisions: written with the call that they were made for, never changed. */
@Component
public class Decisions {

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    Decisions(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(List<Decision> decisions) {
        jdbc.batchUpdate(
                """
                INSERT INTO decision
                    (tenant_id, id, decided_at, kind, subject, agent_id, data, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                decisions.stream().map(this::row).toList());
    }

    @Transactional(readOnly = true)
    public Decision get(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        """
                        SELECT id, decided_at, kind, subject, data, trace_id FROM decision
                        WHERE tenant_id = ? AND id = ?
                        """,
                        (row, _) -> read(tenant, row),
                        bytes(tenant.value()),
                        bytes(id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new DecisionNotFound(id));
    }

    /** The refusals of one trace, oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> ofTrace(TenantId tenant, String traceId, int limit) {
        return jdbc.query(
                """
                SELECT id, decided_at, kind, subject, data, trace_id FROM decision
                WHERE tenant_id = ? AND trace_id = ? ORDER BY id LIMIT ?
                """,
                (row, _) -> read(tenant, row),
                bytes(tenant.value()),
                traceId,
                limit);
    }

    private Decision read(TenantId tenant, ResultSet row) throws SQLException {
        return new Decision(
                tenant,
                Ids.fromBytes(row.getBytes("id")),
                row.getTimestamp("decided_at").toInstant(),
                Ids.fromBytes(row.getBytes("subject")),
                json.readValue(row.getString("data"), type(row.getString("kind"))),
                row.getString("trace_id"));
    }

    private @Nullable Object[] row(Decision decision) {
        return new @Nullable Object[] {
            bytes(decision.tenant().value()),
            bytes(decision.id()),
            Timestamp.from(decision.decidedAt()),
            kind(decision.explanation()),
            bytes(decision.subject()),
            chosenAgent(decision.explanation()),
            json.writeValueAsString(decision.explanation()),
            decision.traceId()
        };
    }

    private static byte @Nullable [] chosenAgent(Decision.Explanation explanation) {
        return explanation instanceof Decision.Selection selection
                ? selection.chosen().map(chosen -> bytes(chosen.agent())).orElse(null)
                : null;
    }

    private static String kind(Decision.Explanation explanation) {
        return switch (explanation) {
            case Decision.Selection _ -> "SELECTION";
            case Decision.Refusal _ -> "REFUSAL";
        };
    }

    private static Class<? extends Decision.Explanation> type(String kind) {
        return switch (kind) {
            case "SELECTION" -> Decision.Selection.class;
            case "REFUSAL" -> Decision.Refusal.class;
            default -> throw new IllegalStateException("Unknown kind of decision: " + kind);
        };
    }
}

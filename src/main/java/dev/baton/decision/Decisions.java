package dev.baton.decision;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
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
                INSERT INTO decision (tenant_id, id, decided_at, kind, subject, agent_id, data)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                decisions.stream().map(this::row).toList());
    }

    @Transactional(readOnly = true)
    public Decision get(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        """
                        SELECT decided_at, kind, subject, data FROM decision
                        WHERE tenant_id = ? AND id = ?
                        """,
                        (row, _) ->
                                new Decision(
                                        tenant,
                                        id,
                                        row.getTimestamp(1).toInstant(),
                                        Ids.fromBytes(row.getBytes(3)),
                                        json.readValue(row.getString(4), type(row.getString(2)))),
                        bytes(tenant.value()),
                        bytes(id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new DecisionNotFound(id));
    }

    private @Nullable Object[] row(Decision decision) {
        return new @Nullable Object[] {
            bytes(decision.tenant().value()),
            bytes(decision.id()),
            Timestamp.from(decision.decidedAt()),
            kind(decision.explanation()),
            bytes(decision.subject()),
            chosenAgent(decision.explanation()),
            json.writeValueAsString(decision.explanation())
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

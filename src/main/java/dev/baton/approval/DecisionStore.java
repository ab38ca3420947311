package dev.baton.approval;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of what was decided. */
@Repository
class DecisionStore {

    private final JdbcTemplate jdbc;

    DecisionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(ApprovalId approval, ApprovalDecision decision) {
        jdbc.update(
                """
                INSERT INTO approval_decision
                    (tenant_id, id, approval_id, decided_at, account_id, account_name, key_id,
                     for_account, for_name, verdict, action_hash, comment)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(approval.tenant().value()),
                bytes(decision.id()),
                bytes(approval.value()),
                Utc.of(decision.decidedAt()),
                bytes(decision.account()),
                decision.name(),
                orNull(decision.key()),
                orNull(decision.forAccount()),
                decision.forName(),
                decision.verdict().name(),
                decision.actionHash(),
                decision.comment());
    }

    /** Oldest first; two at most, and one more when the last is a no. */
    List<ApprovalDecision> of(ApprovalId approval) {
        return of(approval.tenant(), List.of(approval.value()))
                .getOrDefault(approval.value(), List.of());
    }

    /** The same of many, by the approval's id; those without have no entry. */
    Map<UUID, List<ApprovalDecision>> of(TenantId tenant, Collection<UUID> approvals) {
        var found = new HashMap<UUID, List<ApprovalDecision>>();
        if (approvals.isEmpty()) {
            return found;
        }
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        approvals.forEach(id -> parameters.add(bytes(id)));
        jdbc.query(
                """
                SELECT approval_id, id, decided_at, account_id, account_name, key_id, for_account,
                    for_name, verdict, action_hash, comment
                FROM approval_decision WHERE tenant_id = ? AND approval_id IN (%s)
                """
                        .formatted(String.join(",", Collections.nCopies(approvals.size(), "?"))),
                row -> {
                    found.computeIfAbsent(
                                    Ids.fromBytes(row.getBytes("approval_id")),
                                    _ -> new ArrayList<>())
                            .add(decision(row));
                },
                parameters.toArray());
        found.values()
                .forEach(some -> some.sort(Comparator.comparing(ApprovalDecision::decidedAt)));
        return found;
    }

    private static ApprovalDecision decision(ResultSet row) throws SQLException {
        return new ApprovalDecision(
                Ids.fromBytes(row.getBytes("id")),
                Utc.instant(row, "decided_at"),
                Ids.fromBytes(row.getBytes("account_id")),
                row.getString("account_name"),
                idOrNull(row, "key_id"),
                idOrNull(row, "for_account"),
                row.getString("for_name"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("action_hash"),
                row.getString("comment"));
    }

    private static byte @Nullable [] orNull(@Nullable UUID id) {
        return id == null ? null : bytes(id);
    }

    private static @Nullable UUID idOrNull(ResultSet row, String column) throws SQLException {
        var id = row.getBytes(column);
        return id == null ? null : Ids.fromBytes(id);
    }
}

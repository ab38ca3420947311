package dev.baton.approval;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of questions about approvals and their answers. */
@Repository
class QuestionStore {

    private static final String COLUMNS =
            """
            q.id, q.approval_id, q.asked_at, q.asker_account, q.asker_name, q.question,
            q.answered_at, q.answerer_account, q.answerer_name, q.answer
            """;

    private final JdbcTemplate jdbc;

    QuestionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(ApprovalQuestion asked) {
        jdbc.update(
                """
                INSERT INTO approval_question
                    (tenant_id, id, approval_id, asked_at, asker_account, asker_name, question)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(asked.approval().tenant().value()),
                bytes(asked.id()),
                bytes(asked.approval().value()),
                Utc.of(asked.askedAt()),
                bytes(asked.askerAccount()),
                asked.asker(),
                asked.question());
    }

    /** False when it has an answer, or there is no such question. */
    boolean answer(
            ApprovalId approval,
            UUID question,
            UUID account,
            String name,
            String text,
            Instant at) {
        return jdbc.update(
                        """
                        UPDATE approval_question
                        SET answered_at = ?, answerer_account = ?, answerer_name = ?, answer = ?
                        WHERE tenant_id = ? AND id = ? AND approval_id = ? AND answered_at IS NULL
                        """,
                        Utc.of(at),
                        bytes(account),
                        name,
                        text,
                        bytes(approval.tenant().value()),
                        bytes(question),
                        bytes(approval.value()))
                == 1;
    }

    Optional<ApprovalQuestion> find(ApprovalId approval, UUID question) {
        return jdbc
                .query(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM approval_question AS q
                                WHERE q.tenant_id = ? AND q.id = ? AND q.approval_id = ?
                                """,
                        (row, _) -> question(approval.tenant(), row),
                        bytes(approval.tenant().value()),
                        bytes(question),
                        bytes(approval.value()))
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    List<ApprovalQuestion> of(ApprovalId approval) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM approval_question AS q FORCE INDEX (approval_question_by_approval)
                        WHERE q.tenant_id = ? AND q.approval_id = ? ORDER BY q.id
                        """,
                (row, _) -> question(approval.tenant(), row),
                bytes(approval.tenant().value()),
                bytes(approval.value()));
    }

    /** What is asked about whatever is open of one origin and has no answer, oldest first. */
    List<ApprovalQuestion> openOf(TenantId tenant, String originKind, UUID originId, int most) {
        return jdbc.query(
                "SELECT STRAIGHT_JOIN "
                        + COLUMNS
                        + """
                         FROM approval AS a FORCE INDEX (approval_by_origin)
                        JOIN approval_question AS q FORCE INDEX (approval_question_by_approval)
                            ON q.tenant_id = a.tenant_id AND q.approval_id = a.id
                        WHERE a.tenant_id = ? AND a.origin_id = ? AND a.origin_kind = ?
                          AND a.status = 'OPEN' AND q.answered_at IS NULL
                        ORDER BY q.id LIMIT ?
                        """,
                (row, _) -> question(tenant, row),
                bytes(tenant.value()),
                bytes(originId),
                originKind,
                most);
    }

    private static ApprovalQuestion question(TenantId tenant, ResultSet row) throws SQLException {
        var answerer = row.getBytes("answerer_account");
        return new ApprovalQuestion(
                Ids.fromBytes(row.getBytes("id")),
                new ApprovalId(tenant, Ids.fromBytes(row.getBytes("approval_id"))),
                Utc.instant(row, "asked_at"),
                Ids.fromBytes(row.getBytes("asker_account")),
                row.getString("asker_name"),
                row.getString("question"),
                Utc.instantOrNull(row, "answered_at"),
                answerer == null ? null : Ids.fromBytes(answerer),
                row.getString("answerer_name"),
                row.getString("answer"));
    }
}

package dev.baton.approval;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of who may decide what is open, in the order in which it is due. */
@Repository
class DueStore {

    /** The name that all that is open stands under, for those who read along. */
    private static final String ANYBODY = "any";

    private static final String OPEN =
            """
            SELECT a.approval_id, a.due_at
            FROM approval_approver AS a FORCE INDEX (PRIMARY)
            WHERE a.tenant_id = ? AND a.approver = ? AND a.due_at >= ?
              AND (a.due_at > ? OR a.approval_id > ?)
              %s
            ORDER BY a.due_at, a.approval_id LIMIT ?
            """;

    /**
     * Neither of the two has spoken, nor is it the wish of either where that rules them out; and
     * what names a role as well is not handed over.
     */
    private static final String WAITS =
            """
            AND NOT EXISTS (
                SELECT 1 FROM approval_decision AS d
                WHERE d.tenant_id = a.tenant_id AND d.approval_id = a.approval_id
                  AND (d.account_id IN (?, ?) OR d.for_account = ?))
              AND NOT EXISTS (
                SELECT 1 FROM approval AS own
                WHERE own.tenant_id = a.tenant_id AND own.id = a.approval_id
                  AND (own.not_requester
                         AND (? IN (own.requester_account, own.changed_by)
                              OR ? IN (own.requester_account, own.changed_by))
                       OR ? AND own.roles <> ''))
            """;

    private final JdbcTemplate jdbc;

    DueStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes for whom something is open. */
    void add(Approval approval) {
        var due = approval.expiresAt() == null ? Due.NEVER : approval.expiresAt();
        jdbc.batchUpdate(
                """
                INSERT INTO approval_approver (tenant_id, approver, due_at, approval_id)
                VALUES (?, ?, ?, ?)
                """,
                Stream.concat(Stream.of(ANYBODY), approval.names().stream())
                        .map(
                                name ->
                                        new Object[] {
                                            bytes(approval.id().tenant().value()),
                                            name,
                                            Utc.of(due),
                                            bytes(approval.id().value())
                                        })
                        .toList());
    }

    void remove(ApprovalId id) {
        jdbc.update(
                "DELETE FROM approval_approver WHERE tenant_id = ? AND approval_id = ?",
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** All that is open of a tenant, most urgent first. */
    List<Due> open(TenantId tenant, Due after, int limit) {
        return under(ANYBODY, tenant, "", List.of(), after, limit);
    }

    /** What is open under a name and waits for somebody, most urgent first. */
    List<Due> waiting(TenantId tenant, UUID speaker, Approver.Seat seat, Due after, int limit) {
        var who = bytes(speaker);
        var word = bytes(seat.account());
        var isOther = !seat.account().equals(speaker);
        return under(
                seat.name(),
                tenant,
                WAITS,
                List.of(who, word, word, who, word, isOther),
                after,
                limit);
    }

    private List<Due> under(
            String name,
            TenantId tenant,
            String condition,
            List<Object> conditions,
            Due after,
            int limit) {
        var parameters = new ArrayList<Object>();
        parameters.add(bytes(tenant.value()));
        parameters.add(name);
        parameters.add(Utc.of(after.at()));
        parameters.add(Utc.of(after.at()));
        parameters.add(bytes(after.id()));
        parameters.addAll(conditions);
        parameters.add(limit);
        return jdbc.query(
                OPEN.formatted(condition),
                (row, _) ->
                        new Due(
                                Ids.fromBytes(row.getBytes("approval_id")),
                                Utc.instant(row, "due_at")),
                parameters.toArray());
    }
}

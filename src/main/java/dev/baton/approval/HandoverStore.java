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

/** The rows of who decides in whose place. */
@Repository
class HandoverStore {

    /** That one person has handed over, and people who have handed over to one, at one time. */
    static final int MOST = 20;

    private static final String COLUMNS =
            """
            id, created_at, account_id, account_name, delegate_id, delegate_name, starts_at, ends_at
            """;

    private final JdbcTemplate jdbc;

    HandoverStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Handover handover) {
        jdbc.update(
                """
                INSERT INTO approval_handover
                    (tenant_id, id, created_at, account_id, account_name, delegate_id,
                     delegate_name, starts_at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(handover.id().tenant().value()),
                bytes(handover.id().value()),
                Utc.of(handover.createdAt()),
                bytes(handover.account()),
                handover.name(),
                bytes(handover.delegate()),
                handover.delegateName(),
                Utc.of(handover.startsAt()),
                Utc.of(handover.endsAt()));
    }

    /** Whose approvals somebody has now; the same person once. */
    List<UUID> absentFor(TenantId tenant, UUID delegate, Instant now) {
        return jdbc.query(
                """
                SELECT DISTINCT account_id
                FROM approval_handover FORCE INDEX (approval_handover_by_delegate)
                WHERE tenant_id = ? AND delegate_id = ? AND ends_at > ? AND starts_at <= ?
                ORDER BY account_id LIMIT ?
                """,
                (row, _) -> Ids.fromBytes(row.getBytes("account_id")),
                bytes(tenant.value()),
                bytes(delegate),
                Utc.of(now),
                Utc.of(now),
                MOST);
    }

    /** Who else has handed over to somebody, now or later. */
    int othersGivingTo(TenantId tenant, UUID delegate, UUID account, Instant now) {
        return jdbc.query(
                        """
                        SELECT DISTINCT account_id
                        FROM approval_handover FORCE INDEX (approval_handover_by_delegate)
                        WHERE tenant_id = ? AND delegate_id = ? AND ends_at > ? AND account_id <> ?
                        ORDER BY account_id LIMIT ?
                        """,
                        (row, _) -> Ids.fromBytes(row.getBytes("account_id")),
                        bytes(tenant.value()),
                        bytes(delegate),
                        Utc.of(now),
                        bytes(account),
                        MOST)
                .size();
    }

    /**
     * What somebody has handed over and is not over; nobody else changes that until the transaction
     * ends.
     */
    List<Handover> holdGivenBy(TenantId tenant, UUID account, Instant now) {
        return givenBy(tenant, account, now, " FOR UPDATE");
    }

    /** What somebody has handed over and is not over, the next to end first. */
    List<Handover> givenBy(TenantId tenant, UUID account, Instant now) {
        return givenBy(tenant, account, now, "");
    }

    private List<Handover> givenBy(TenantId tenant, UUID account, Instant now, String held) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM approval_handover FORCE INDEX (approval_handover_by_account)
                        WHERE tenant_id = ? AND account_id = ? AND ends_at > ?
                        ORDER BY ends_at, id LIMIT ?
                        """
                        + held,
                (row, _) -> handover(tenant, row),
                bytes(tenant.value()),
                bytes(account),
                Utc.of(now),
                MOST);
    }

    /** What somebody has been handed and is not over, the next to end first. */
    List<Handover> givenTo(TenantId tenant, UUID delegate, Instant now) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                         FROM approval_handover FORCE INDEX (approval_handover_by_delegate)
                        WHERE tenant_id = ? AND delegate_id = ? AND ends_at > ?
                        ORDER BY ends_at, id LIMIT ?
                        """,
                (row, _) -> handover(tenant, row),
                bytes(tenant.value()),
                bytes(delegate),
                Utc.of(now),
                MOST * MOST);
    }

    /** Nobody else ends it until the transaction does. */
    Optional<Handover> hold(HandoverId id) {
        return jdbc
                .query(
                        "SELECT "
                                + COLUMNS
                                + """
                                 FROM approval_handover WHERE tenant_id = ? AND id = ? FOR UPDATE
                                """,
                        (row, _) -> handover(id.tenant(), row),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                .stream()
                .findFirst();
    }

    void end(HandoverId id, Instant at) {
        jdbc.update(
                "UPDATE approval_handover SET ends_at = ? WHERE tenant_id = ? AND id = ?",
                Utc.of(at),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Forgets the oldest of those that ended before; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE FROM approval_handover WHERE tenant_id = ? AND ends_at < ?
                ORDER BY ends_at, id LIMIT ?
                """,
                bytes(tenant.value()),
                Utc.of(before),
                most);
    }

    private static Handover handover(TenantId tenant, ResultSet row) throws SQLException {
        return new Handover(
                new HandoverId(tenant, Ids.fromBytes(row.getBytes("id"))),
                Utc.instant(row, "created_at"),
                Ids.fromBytes(row.getBytes("account_id")),
                row.getString("account_name"),
                Ids.fromBytes(row.getBytes("delegate_id")),
                row.getString("delegate_name"),
                Utc.instant(row, "starts_at"),
                Utc.instant(row, "ends_at"));
    }
}

package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of wishes to send again. */
@Repository
class ResendingStore {

    private static final int MOST_SHOWN = 5;

    private final JdbcTemplate jdbc;

    ResendingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Resending wish) {
        jdbc.update(
                """
                INSERT INTO webhook_resending
                    (tenant_id, endpoint_id, id, from_at, to_at, found, sent, asked_at, asked_by,
                     done_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(wish.endpoint().tenant().value()),
                bytes(wish.endpoint().value()),
                bytes(wish.id()),
                Utc.of(wish.from()),
                Utc.of(wish.to()),
                wish.found(),
                wish.sent(),
                wish.askedAt() == null ? null : Utc.of(wish.askedAt()),
                wish.askedBy(),
                wish.doneAt() == null ? null : Utc.of(wish.doneAt()));
    }

    Optional<Resending> find(EndpointId endpoint, UUID id) {
        return jdbc
                .query(
                        """
                        SELECT * FROM webhook_resending
                        WHERE tenant_id = ? AND endpoint_id = ? AND id = ?
                        """,
                        (row, _) -> read(endpoint, row),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()),
                        bytes(id))
                .stream()
                .findFirst();
    }

    /** The oldest that is not done. */
    Optional<Resending> next(EndpointId endpoint) {
        return jdbc
                .query(
                        """
                        SELECT * FROM webhook_resending
                        WHERE tenant_id = ? AND endpoint_id = ? AND done_at IS NULL
                        ORDER BY id LIMIT 1
                        """,
                        (row, _) -> read(endpoint, row),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()))
                .stream()
                .findFirst();
    }

    /** The latest, newest first. */
    List<Resending> latest(EndpointId endpoint) {
        return jdbc
                .query(
                        """
                        SELECT * FROM webhook_resending
                        WHERE tenant_id = ? AND endpoint_id = ? AND asked_at IS NOT NULL
                        ORDER BY asked_at DESC LIMIT ?
                        """,
                        (row, _) -> read(endpoint, row),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()),
                        MOST_SHOWN);
    }

    void sent(Resending wish, int more) {
        jdbc.update(
                """
                UPDATE webhook_resending SET sent = sent + ?
                WHERE tenant_id = ? AND endpoint_id = ? AND id = ?
                """,
                more,
                bytes(wish.endpoint().tenant().value()),
                bytes(wish.endpoint().value()),
                bytes(wish.id()));
    }

    void done(Resending wish, Instant now) {
        jdbc.update(
                """
                UPDATE webhook_resending SET done_at = ?
                WHERE tenant_id = ? AND endpoint_id = ? AND id = ?
                """,
                Utc.of(now),
                bytes(wish.endpoint().tenant().value()),
                bytes(wish.endpoint().value()),
                bytes(wish.id()));
    }

    /** Forgets the oldest of those that were granted before. */
    int forget(TenantId tenant, Instant before, int most) {
        var old =
                jdbc.query(
                        """
                        SELECT endpoint_id, id
                        FROM webhook_resending FORCE INDEX (resending_by_done)
                        WHERE tenant_id = ? AND done_at < ?
                        ORDER BY done_at LIMIT ?
                        """,
                        (row, _) ->
                                new Object[] {
                                    bytes(tenant.value()),
                                    row.getBytes("endpoint_id"),
                                    row.getBytes("id")
                                },
                        bytes(tenant.value()),
                        Utc.of(before),
                        most);
        jdbc.batchUpdate(
                """
                DELETE FROM webhook_resending
                WHERE tenant_id = ? AND endpoint_id = ? AND id = ?
                """,
                old);
        return old.size();
    }

    private static Resending read(EndpointId endpoint, ResultSet row) throws SQLException {
        return new Resending(
                endpoint,
                Ids.fromBytes(row.getBytes("id")),
                Utc.instant(row, "from_at"),
                Utc.instant(row, "to_at"),
                row.getInt("found"),
                row.getInt("sent"),
                Utc.instantOrNull(row, "asked_at"),
                row.getString("asked_by"),
                Utc.instantOrNull(row, "done_at"));
    }
}

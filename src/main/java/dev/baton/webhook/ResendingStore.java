package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of wishes to send again, until they are granted. */
@Repository
class ResendingStore {

    private final JdbcTemplate jdbc;

    ResendingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Resending wish) {
        jdbc.update(
                """
                INSERT INTO webhook_resending (tenant_id, endpoint_id, id, from_at, to_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                bytes(wish.endpoint().tenant().value()),
                bytes(wish.endpoint().value()),
                bytes(wish.id()),
                Utc.of(wish.from()),
                Utc.of(wish.to()));
    }

    /** The oldest. */
    Optional<Resending> next(EndpointId endpoint) {
        return jdbc
                .query(
                        """
                        SELECT id, from_at, to_at FROM webhook_resending
                        WHERE tenant_id = ? AND endpoint_id = ? ORDER BY id LIMIT 1
                        """,
                        (row, _) ->
                                new Resending(
                                        endpoint,
                                        Ids.fromBytes(row.getBytes("id")),
                                        Utc.instant(row, "from_at"),
                                        Utc.instant(row, "to_at")),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()))
                .stream()
                .findFirst();
    }

    void remove(Resending wish) {
        jdbc.update(
                """
                DELETE FROM webhook_resending
                WHERE tenant_id = ? AND endpoint_id = ? AND id = ?
                """,
                bytes(wish.endpoint().tenant().value()),
                bytes(wish.endpoint().value()),
                bytes(wish.id()));
    }
}

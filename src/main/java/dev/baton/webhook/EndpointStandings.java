package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What deliveries themselves change about an endpoint. They never touch its version, or a person who
 * edits an endpoint that is just failing would be told that somebody else had edited it.
 *
 * <p>Whoever holds or lets go a delivery locks its endpoint first: else one that is held while
 * somebody activates the endpoint would be forgotten.
 */
@Repository
class EndpointStandings {

    private final JdbcTemplate jdbc;

    EndpointStandings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locked until the transaction ends; empty when the endpoint is gone. */
    Optional<Standing> lock(EndpointId id) {
        return jdbc
                .query(
                        """
                        SELECT status, failing_since FROM webhook_endpoint
                        WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL FOR UPDATE
                        """,
                        (row, _) ->
                                new Standing(
                                        EndpointStatus.valueOf(row.getString("status"))
                                                == EndpointStatus.ACTIVE,
                                        Utc.instantOrNull(row, "failing_since")),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                .stream()
                .findFirst();
    }

    void failed(EndpointId id, Instant since) {
        jdbc.update(
                """
                UPDATE webhook_endpoint SET failing_since = ?
                WHERE tenant_id = ? AND id = ? AND failing_since IS NULL
                """,
                Utc.of(since),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    void succeeded(EndpointId id) {
        jdbc.update(
                """
                UPDATE webhook_endpoint SET failing_since = NULL
                WHERE tenant_id = ? AND id = ? AND failing_since IS NOT NULL
                """,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Sends nothing more to it before then; an earlier wish for longer stands. */
    void throttle(EndpointId id, Instant until) {
        jdbc.update(
                """
                UPDATE webhook_endpoint
                SET throttled_until = GREATEST(COALESCE(throttled_until, ?), ?)
                WHERE tenant_id = ? AND id = ?
                """,
                Utc.of(until),
                Utc.of(until),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    void disable(EndpointId id, String reason) {
        jdbc.update(
                """
                UPDATE webhook_endpoint
                SET status = 'DISABLED', disabled_reason = ?, version = version + 1
                WHERE tenant_id = ? AND id = ?
                """,
                reason,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Nobody finds it from now on; false when that is so already. */
    boolean delete(EndpointId id, Instant now) {
        return jdbc.update(
                        """
                        UPDATE webhook_endpoint SET deleted_at = ?, version = version + 1
                        WHERE tenant_id = ? AND id = ? AND deleted_at IS NULL
                        """,
                        Utc.of(now),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                == 1;
    }

    /** Forgets one that was deleted, whose deliveries are gone. */
    void forget(EndpointId id) {
        jdbc.update(
                """
                DELETE FROM webhook_endpoint
                WHERE tenant_id = ? AND id = ? AND deleted_at IS NOT NULL
                """,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** A person takes it to be well again. */
    void forgive(EndpointId id) {
        jdbc.update(
                """
                UPDATE webhook_endpoint SET failing_since = NULL, throttled_until = NULL
                WHERE tenant_id = ? AND id = ?
                """,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }
}

package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Holds endpoints to their rates, whichever instance sends. */
@Repository
class EndpointPaces {

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;

    EndpointPaces(JdbcTemplate jdbc, RetryingTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Empty when the delivery may go now and has been counted; else when its turn is. */
    Optional<Instant> turn(EndpointId id, int perSecond, Delivery delivery, Instant now) {
        return transactions.call(
                "webhook_pace",
                () -> {
                    var pace = lock(id, now);
                    var waited = delivery.turnAt() != null;
                    if (pace.admits(waited, now)) {
                        write(id, pace.sent(perSecond, now));
                        return Optional.empty();
                    }
                    if (waited) {
                        return Optional.of(pace.turnAgain());
                    }
                    write(id, pace.queued(perSecond));
                    return Optional.of(pace.turn());
                });
    }

    /** Begins anew; with another rate all turns are wrong. */
    void forget(EndpointId id) {
        jdbc.update(
                "DELETE FROM webhook_pace WHERE tenant_id = ? AND endpoint_id = ?",
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    /** Nobody waits any more; those that did will ask again. */
    void forgetQueue(EndpointId id) {
        jdbc.update(
                """
                UPDATE webhook_pace SET tail_at = free_at WHERE tenant_id = ? AND endpoint_id = ?
                """,
                bytes(id.tenant().value()),
                bytes(id.value()));
    }

    private Pace lock(EndpointId id, Instant now) {
        var fresh = Pace.fresh(now);
        jdbc.update(
                """
                INSERT INTO webhook_pace (tenant_id, endpoint_id, free_at, tail_at)
                SELECT tenant_id, id, ?, ? FROM webhook_endpoint WHERE tenant_id = ? AND id = ?
                ON DUPLICATE KEY UPDATE webhook_pace.free_at = webhook_pace.free_at
                """,
                Utc.of(fresh.freeAt()),
                Utc.of(fresh.tailAt()),
                bytes(id.tenant().value()),
                bytes(id.value()));
        return jdbc
                .query(
                        """
                        SELECT free_at, tail_at FROM webhook_pace
                        WHERE tenant_id = ? AND endpoint_id = ? FOR UPDATE
                        """,
                        (row, _) ->
                                new Pace(
                                        Utc.instant(row, "free_at"), Utc.instant(row, "tail_at")),
                        bytes(id.tenant().value()),
                        bytes(id.value()))
                .stream()
                .findFirst()
                .orElse(fresh);
    }

    private void write(EndpointId id, Pace pace) {
        jdbc.update(
                """
                UPDATE webhook_pace SET free_at = ?, tail_at = ?
                WHERE tenant_id = ? AND endpoint_id = ?
                """,
                Utc.of(pace.freeAt()),
                Utc.of(pace.tailAt()),
                bytes(id.tenant().value()),
                bytes(id.value()));
    }
}

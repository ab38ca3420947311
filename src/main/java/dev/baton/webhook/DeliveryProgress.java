package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.database.Utc;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Writes where a delivery stands. */
@Repository
class DeliveryProgress {

    private final JdbcTemplate jdbc;

    DeliveryProgress(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes how an attempt went and what is next. */
    void attempted(
            Delivery delivery,
            DeliveryAttempt attempt,
            DeliveryStatus status,
            @Nullable Instant nextAttemptAt) {
        jdbc.update(
                """
                UPDATE webhook_delivery
                SET status = ?, attempts = ?, next_attempt_at = ?, turn_at = NULL,
                    last_attempt_at = ?, last_status = ?, last_failure = ?, last_latency_us = ?
                WHERE tenant_id = ? AND id = ?
                """,
                status.name(),
                attempt.number(),
                nextAttemptAt == null ? null : Utc.of(nextAttemptAt),
                Utc.of(attempt.attemptedAt()),
                attempt.responseStatus(),
                attempt.failure(),
                attempt.latencyMicros(),
                bytes(delivery.tenant().value()),
                bytes(delivery.id()));
    }

    void hold(Delivery delivery) {
        hold(List.of(delivery));
    }

    void hold(List<Delivery> deliveries) {
        move(deliveries, DeliveryStatus.HELD, Delivery::attempts, null);
    }

    void await(Delivery delivery, Instant nextAttemptAt) {
        move(List.of(delivery), DeliveryStatus.PENDING, Delivery::attempts, nextAttemptAt);
    }

    /** Waits for an earlier one to end. */
    void stepBack(Delivery delivery) {
        move(List.of(delivery), DeliveryStatus.PENDING, Delivery::attempts, null);
    }

    /** Queues for the endpoint's rate. */
    void queue(Delivery delivery, Instant turn) {
        jdbc.update(
                """
                UPDATE webhook_delivery SET turn_at = ?, next_attempt_at = ?
                WHERE tenant_id = ? AND id = ?
                """,
                Utc.of(turn),
                Utc.of(turn),
                bytes(delivery.tenant().value()),
                bytes(delivery.id()));
    }

    void exhaust(Delivery delivery, int attempts) {
        move(List.of(delivery), DeliveryStatus.EXHAUSTED, _ -> attempts, null);
    }

    /**
     * All their attempts are before them again.
     *
     * @param due null for those that wait for another one
     */
    void begin(Collection<Delivery> deliveries, @Nullable Instant due) {
        move(deliveries, DeliveryStatus.PENDING, _ -> 0, due);
    }

    private void move(
            Collection<Delivery> deliveries,
            DeliveryStatus status,
            ToIntFunction<Delivery> attempts,
            @Nullable Instant nextAttemptAt) {
        jdbc.batchUpdate(
                """
                UPDATE webhook_delivery
                SET status = ?, attempts = ?, next_attempt_at = ?, turn_at = NULL
                WHERE tenant_id = ? AND id = ?
                """,
                deliveries.stream()
                        .map(
                                delivery ->
                                        new @Nullable Object[] {
                                            status.name(),
                                            attempts.applyAsInt(delivery),
                                            nextAttemptAt == null ? null : Utc.of(nextAttemptAt),
                                            bytes(delivery.tenant().value()),
                                            bytes(delivery.id())
                                        })
                        .toList());
    }
}

package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Delivery.LastAttempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of deliveries. */
@Repository
class DeliveryStore {

    private static final String COUNTED =
            """
            (SELECT ?, ?, COUNT(*)
             FROM (SELECT 1 FROM webhook_delivery FORCE INDEX (delivery_by_status)
                   WHERE tenant_id = ? AND endpoint_id = ? AND status = ? LIMIT ?) counted)
            """;

    private final JdbcTemplate jdbc;

    DeliveryStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives out sequence numbers of an endpoint; the first of {@code count}. */
    long nextSequences(EndpointId endpoint, int count) {
        jdbc.update(
                """
                INSERT INTO webhook_sequence (tenant_id, endpoint_id, last_sequence)
                VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE last_sequence = last_sequence + VALUES(last_sequence)
                """,
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                count);
        var last =
                jdbc.queryForObject(
                        """
                        SELECT last_sequence FROM webhook_sequence
                        WHERE tenant_id = ? AND endpoint_id = ?
                        """,
                        Long.class,
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()));
        return (last == null ? count : last) - count + 1;
    }

    void add(List<Delivery> deliveries) {
        jdbc.batchUpdate(
                """
                INSERT INTO webhook_delivery
                    (tenant_id, id, endpoint_id, event_id, event_type, sequence, status, attempts,
                     created_at, next_attempt_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                deliveries.stream().map(DeliveryStore::row).toList());
    }

    Optional<Delivery> find(TenantId tenant, UUID id) {
        return jdbc
                .query(
                        "SELECT * FROM webhook_delivery WHERE tenant_id = ? AND id = ?",
                        (row, _) -> read(tenant, row),
                        bytes(tenant.value()),
                        bytes(id))
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    List<Delivery> ofEvents(TenantId tenant, List<UUID> events) {
        var arguments = new ArrayList<Object>();
        arguments.add(bytes(tenant.value()));
        events.forEach(event -> arguments.add(bytes(event)));
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery FORCE INDEX (delivery_by_event)
                WHERE tenant_id = ? AND event_id IN (%s) ORDER BY id
                """
                        .formatted(String.join(",", Collections.nCopies(events.size(), "?"))),
                (row, _) -> read(tenant, row),
                arguments.toArray());
    }

    /** Newest first, continuing before {@code before}; of one status when given. */
    List<Delivery> list(
            EndpointId endpoint, @Nullable DeliveryStatus status, UUID before, int limit) {
        var arguments = new ArrayList<Object>();
        arguments.add(bytes(endpoint.tenant().value()));
        arguments.add(bytes(endpoint.value()));
        if (status != null) {
            arguments.add(status.name());
        }
        arguments.add(bytes(before));
        arguments.add(limit);
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery
                WHERE tenant_id = ? AND endpoint_id = ? %s AND id < ?
                ORDER BY id DESC LIMIT ?
                """
                        .formatted(status == null ? "" : "AND status = ?"),
                (row, _) -> read(endpoint.tenant(), row),
                arguments.toArray());
    }

    /** Oldest first; for letting go what was held. */
    List<Delivery> held(EndpointId endpoint, int limit) {
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery
                WHERE tenant_id = ? AND endpoint_id = ? AND status = 'HELD'
                ORDER BY id LIMIT ? FOR UPDATE
                """,
                (row, _) -> read(endpoint.tenant(), row),
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                limit);
    }

    /** Oldest first, continuing after {@code after}; for sending again what was given up. */
    List<Delivery> givenUp(EndpointId endpoint, UUID after, int limit) {
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery
                WHERE tenant_id = ? AND endpoint_id = ? AND status = 'EXHAUSTED' AND id > ?
                ORDER BY id LIMIT ? FOR UPDATE
                """,
                (row, _) -> read(endpoint.tenant(), row),
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                bytes(after),
                limit);
    }

    int countGivenUp(EndpointId endpoint, Instant from, Instant to) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*) FROM webhook_delivery
                        WHERE tenant_id = ? AND endpoint_id = ? AND status = 'EXHAUSTED'
                            AND created_at >= ? AND created_at < ?
                        """,
                        Integer.class,
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()),
                        Utc.of(from),
                        Utc.of(to))
                .getFirst();
    }

    /** Where the undelivered ones of each endpoint stand; counted no further than that says. */
    Map<UUID, Backlog> backlogs(TenantId tenant, List<UUID> endpoints) {
        if (endpoints.isEmpty()) {
            return Map.of();
        }
        var counts = new ArrayList<String>();
        var arguments = new ArrayList<Object>();
        for (var endpoint : endpoints) {
            for (var status : Backlog.STATUSES) {
                counts.add(COUNTED);
                arguments.add(bytes(endpoint));
                arguments.add(status.name());
                arguments.add(bytes(tenant.value()));
                arguments.add(bytes(endpoint));
                arguments.add(status.name());
                arguments.add(Backlog.MOST + 1);
            }
        }
        var found = new HashMap<UUID, Backlog>();
        jdbc.query(
                String.join(" UNION ALL ", counts),
                row -> {
                    var status = DeliveryStatus.valueOf(row.getString(2));
                    var some = Backlog.of(status, row.getLong(3));
                    found.merge(Ids.fromBytes(row.getBytes(1)), some, Backlog::plus);
                },
                arguments.toArray());
        return found;
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
                SET status = ?, attempts = ?, next_attempt_at = ?, last_attempt_at = ?,
                    last_status = ?, last_failure = ?, last_latency_us = ?
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
        move(delivery, DeliveryStatus.HELD, delivery.attempts(), null);
    }

    void await(Delivery delivery, Instant nextAttemptAt) {
        move(delivery, DeliveryStatus.PENDING, delivery.attempts(), nextAttemptAt);
    }

    void exhaust(Delivery delivery, int attempts) {
        move(delivery, DeliveryStatus.EXHAUSTED, attempts, null);
    }

    /** All their attempts are before them again. */
    void begin(List<Delivery> deliveries, Instant now) {
        deliveries.forEach(delivery -> move(delivery, DeliveryStatus.PENDING, 0, now));
    }

    void forgetSequence(EndpointId endpoint) {
        jdbc.update(
                "DELETE FROM webhook_sequence WHERE tenant_id = ? AND endpoint_id = ?",
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()));
    }

    private void move(
            Delivery delivery,
            DeliveryStatus status,
            int attempts,
            @Nullable Instant nextAttemptAt) {
        jdbc.update(
                """
                UPDATE webhook_delivery SET status = ?, attempts = ?, next_attempt_at = ?
                WHERE tenant_id = ? AND id = ?
                """,
                status.name(),
                attempts,
                nextAttemptAt == null ? null : Utc.of(nextAttemptAt),
                bytes(delivery.tenant().value()),
                bytes(delivery.id()));
    }

    private static @Nullable Object[] row(Delivery delivery) {
        return new @Nullable Object[] {
            bytes(delivery.tenant().value()),
            bytes(delivery.id()),
            bytes(delivery.endpoint()),
            bytes(delivery.event()),
            delivery.eventType(),
            delivery.sequence(),
            delivery.status().name(),
            delivery.attempts(),
            Utc.of(delivery.createdAt()),
            delivery.nextAttemptAt() == null ? null : Utc.of(delivery.nextAttemptAt())
        };
    }

    private static Delivery read(TenantId tenant, ResultSet row) throws SQLException {
        return new Delivery(
                tenant,
                Ids.fromBytes(row.getBytes("id")),
                Ids.fromBytes(row.getBytes("endpoint_id")),
                Ids.fromBytes(row.getBytes("event_id")),
                row.getString("event_type"),
                row.getLong("sequence"),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Utc.instant(row, "created_at"),
                Utc.instantOrNull(row, "next_attempt_at"),
                last(row));
    }

    private static @Nullable LastAttempt last(ResultSet row) throws SQLException {
        var at = Utc.instantOrNull(row, "last_attempt_at");
        if (at == null) {
            return null;
        }
        var status = row.getInt("last_status");
        var answered = !row.wasNull();
        return new LastAttempt(
                at,
                answered ? status : null,
                row.getString("last_failure"),
                row.getLong("last_latency_us"));
    }
}

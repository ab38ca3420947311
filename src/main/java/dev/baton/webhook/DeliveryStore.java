package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of deliveries and their attempts. */
@Repository
class DeliveryStore {

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

    /** Newest first, continuing before {@code before}; of one status when given. */
    List<Delivery> ofEvents(TenantId tenant, List<UUID> events) {
        var arguments = new ArrayList<Object>();
        arguments.add(bytes(tenant.value()));
        events.forEach(event -> arguments.add(bytes(event)));
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery WHERE tenant_id = ? AND event_id IN (%s) ORDER BY id
                """
                        .formatted(String.join(",", Collections.nCopies(events.size(), "?"))),
                (row, _) -> read(tenant, row),
                arguments.toArray());
    }

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

    long count(EndpointId endpoint, DeliveryStatus status) {
        var count =
                jdbc.queryForObject(
                        """
                        SELECT COUNT(*) FROM webhook_delivery
                        WHERE tenant_id = ? AND endpoint_id = ? AND status = ?
                        """,
                        Long.class,
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()),
                        status.name());
        return count == null ? 0 : count;
    }

    void update(
            TenantId tenant,
            UUID id,
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
                bytes(tenant.value()),
                bytes(id));
    }

    void add(TenantId tenant, DeliveryAttempt attempt) {
        jdbc.update(
                """
                INSERT INTO webhook_attempt
                    (tenant_id, id, delivery_id, endpoint_id, attempted_at, number,
                     request_headers, request_body, response_status, response_headers,
                     response_body, failure, latency_us)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                bytes(tenant.value()),
                bytes(attempt.id()),
                bytes(attempt.delivery()),
                bytes(attempt.endpoint()),
                Utc.of(attempt.attemptedAt()),
                attempt.number(),
                attempt.requestHeaders(),
                attempt.requestBody(),
                attempt.responseStatus(),
                attempt.responseHeaders(),
                attempt.responseBody(),
                attempt.failure(),
                attempt.latencyMicros());
    }

    /** Newest first. */
    List<DeliveryAttempt> attempts(TenantId tenant, UUID delivery) {
        return jdbc.query(
                """
                SELECT * FROM webhook_attempt WHERE tenant_id = ? AND delivery_id = ?
                ORDER BY id DESC LIMIT 100
                """,
                (row, _) -> attempt(row),
                bytes(tenant.value()),
                bytes(delivery));
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
                nextAttempt(row));
    }

    private static @Nullable Instant nextAttempt(ResultSet row) throws SQLException {
        return row.getObject("next_attempt_at") == null
                ? null
                : Utc.instant(row, "next_attempt_at");
    }

    private static DeliveryAttempt attempt(ResultSet row) throws SQLException {
        var status = row.getInt("response_status");
        var answered = !row.wasNull();
        return new DeliveryAttempt(
                Ids.fromBytes(row.getBytes("id")),
                Ids.fromBytes(row.getBytes("delivery_id")),
                Ids.fromBytes(row.getBytes("endpoint_id")),
                Utc.instant(row, "attempted_at"),
                row.getInt("number"),
                row.getString("request_headers"),
                row.getString("request_body"),
                answered ? status : null,
                row.getString("response_headers"),
                row.getString("response_body"),
                row.getString("failure"),
                row.getLong("latency_us"));
    }
}

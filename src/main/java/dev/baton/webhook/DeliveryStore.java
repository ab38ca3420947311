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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of deliveries. */
@Repository
class DeliveryStore {

    private final JdbcTemplate jdbc;

    DeliveryStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(List<Delivery> deliveries) {
        jdbc.batchUpdate(
                """
                INSERT INTO webhook_delivery
                    (tenant_id, id, endpoint_id, event_id, event_type, sequence, status, attempts,
                     created_at, next_attempt_at, order_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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

    /** Forgets the oldest of those that nobody has tried since; what is under way or held stays. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                """
                DELETE /*+ INDEX(webhook_delivery PRIMARY) */ FROM webhook_delivery
                WHERE tenant_id = ? AND id < ? AND status IN ('DELIVERED', 'EXHAUSTED')
                    AND COALESCE(last_attempt_at, created_at) < ?
                ORDER BY id LIMIT ?
                """,
                bytes(tenant.value()),
                bytes(Ids.firstOf(before)),
                Utc.of(before),
                most);
    }

    /** The oldest of the endpoint, whatever became of them. */
    List<UUID> some(EndpointId endpoint, int limit) {
        return jdbc.query(
                """
                SELECT id FROM webhook_delivery FORCE INDEX (delivery_by_endpoint)
                WHERE tenant_id = ? AND endpoint_id = ? ORDER BY id LIMIT ?
                """,
                (row, _) -> Ids.fromBytes(row.getBytes("id")),
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                limit);
    }

    void remove(TenantId tenant, List<UUID> deliveries) {
        jdbc.batchUpdate(
                "DELETE FROM webhook_delivery WHERE tenant_id = ? AND id = ?",
                deliveries.stream()
                        .map(id -> new Object[] {bytes(tenant.value()), bytes(id)})
                        .toList());
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

    /** The last turn of those that queue for the endpoint's rate; empty when none does. */
    Optional<Instant> lastTurn(EndpointId endpoint, Instant now) {
        return jdbc
                .query(
                        """
                        SELECT turn_at FROM webhook_delivery FORCE INDEX (delivery_by_turn)
                        WHERE tenant_id = ? AND endpoint_id = ? AND turn_at > ?
                        ORDER BY turn_at DESC LIMIT 1
                        """,
                        (row, _) -> Utc.instant(row, "turn_at"),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()),
                        Utc.of(now))
                .stream()
                .findFirst();
    }

    /**
     * Those that queue for the endpoint's rate and were never tried, as they queue, continuing after
     * {@code after}.
     *
     * @param until the last turn of interest
     */
    List<Delivery> queued(EndpointId endpoint, Turn after, Instant until, int limit) {
        return jdbc.query(
                """
                SELECT * FROM webhook_delivery FORCE INDEX (delivery_by_turn)
                WHERE tenant_id = ? AND endpoint_id = ? AND turn_at >= ? AND turn_at <= ?
                    AND (turn_at > ? OR id > ?) AND status = 'PENDING' AND attempts = 0
                ORDER BY turn_at, id LIMIT ?
                """,
                (row, _) -> read(endpoint.tenant(), row),
                bytes(endpoint.tenant().value()),
                bytes(endpoint.value()),
                Utc.of(after.at()),
                Utc.of(until),
                Utc.of(after.at()),
                bytes(after.delivery()),
                limit);
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
            delivery.nextAttemptAt() == null ? null : Utc.of(delivery.nextAttemptAt()),
            delivery.orderKey() == null ? null : bytes(delivery.orderKey())
        };
    }

    static Delivery read(TenantId tenant, ResultSet row) throws SQLException {
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
                last(row),
                orderKey(row),
                Utc.instantOrNull(row, "turn_at"));
    }

    private static @Nullable UUID orderKey(ResultSet row) throws SQLException {
        var key = row.getBytes("order_key");
        return key == null ? null : Ids.fromBytes(key);
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

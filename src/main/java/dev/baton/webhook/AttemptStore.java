package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of attempts: written once, never changed. */
@Repository
class AttemptStore {

    private static final int MOST_SHOWN = 100;

    /** How many attempts of an endpoint its list looks back on. */
    private static final int RECENT = 60;

    private final JdbcTemplate jdbc;

    AttemptStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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
    List<DeliveryAttempt> of(TenantId tenant, UUID delivery) {
        return jdbc.query(
                """
                SELECT * FROM webhook_attempt FORCE INDEX (attempt_by_delivery)
                WHERE tenant_id = ? AND delivery_id = ?
                ORDER BY id DESC LIMIT ?
                """,
                (row, _) -> attempt(row),
                bytes(tenant.value()),
                bytes(delivery),
                MOST_SHOWN);
    }

    /** How the latest attempts of endpoints went, oldest first; one statement for all of them. */
    Map<UUID, List<RecentAttempt>> recent(TenantId tenant, Collection<UUID> endpoints) {
        var recent = new HashMap<UUID, List<RecentAttempt>>();
        if (endpoints.isEmpty()) {
            return recent;
        }
        var latest =
                """
                (SELECT endpoint_id, attempted_at, failure
                 FROM webhook_attempt FORCE INDEX (attempt_by_endpoint)
                 WHERE tenant_id = ? AND endpoint_id = ? ORDER BY id DESC LIMIT %d)
                """
                        .formatted(RECENT);
        var arguments = new ArrayList<Object>();
        for (var endpoint : endpoints) {
            arguments.add(bytes(tenant.value()));
            arguments.add(bytes(endpoint));
        }
        jdbc.query(
                String.join("UNION ALL ", Collections.nCopies(endpoints.size(), latest)),
                row -> {
                    recent.computeIfAbsent(
                                    Ids.fromBytes(row.getBytes("endpoint_id")),
                                    _ -> new ArrayList<>())
                            .add(
                                    new RecentAttempt(
                                            Utc.instant(row, "attempted_at"),
                                            row.getString("failure") == null));
                },
                arguments.toArray());
        recent.values().forEach(Collections::sort);
        return recent;
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

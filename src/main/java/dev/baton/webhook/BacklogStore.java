package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What endpoints did not get yet, counted. */
@Repository
class BacklogStore {

    private static final String COUNTED =
            """
            (SELECT ?, ?, COUNT(*)
             FROM (SELECT 1 FROM webhook_delivery FORCE INDEX (delivery_by_status)
                   WHERE tenant_id = ? AND endpoint_id = ? AND status = ? LIMIT ?) counted)
            """;

    private final JdbcTemplate jdbc;

    BacklogStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Instant> heldSince(EndpointId endpoint) {
        return jdbc
                .query(
                        """
                        SELECT created_at FROM webhook_delivery
                        WHERE tenant_id = ? AND endpoint_id = ? AND status = 'HELD'
                        ORDER BY id LIMIT 1
                        """,
                        (row, _) -> Utc.instant(row, "created_at"),
                        bytes(endpoint.tenant().value()),
                        bytes(endpoint.value()))
                .stream()
                .findFirst();
    }

    int countGivenUp(EndpointId endpoint, Instant from, Instant to) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*) FROM webhook_delivery FORCE INDEX (delivery_by_status)
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
    Map<UUID, Backlog> counted(TenantId tenant, List<UUID> endpoints) {
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
}

package dev.baton.webhook;

import static dev.baton.platform.Ids.bytes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Who goes first among deliveries with the same ordering key. Only the first of them needs work; when
 * it ends, the next gets some. Both are decided with the endpoint locked.
 */
@Repository
class DeliveryOrder {

    private static final String EARLIEST =
            """
            (SELECT sequence FROM webhook_delivery FORCE INDEX (delivery_by_order)
             WHERE tenant_id = ? AND endpoint_id = ? AND order_key = ? AND status = '%s'
                 AND sequence < ?
             ORDER BY sequence LIMIT 1)
            """;

    private final JdbcTemplate jdbc;

    DeliveryOrder(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The sequence number of the one that it waits for. */
    Optional<Long> before(Delivery delivery) {
        var key = delivery.orderKey();
        if (key == null) {
            return Optional.empty();
        }
        var arguments = new ArrayList<Object>();
        for (var status = 0; status < 2; status++) {
            arguments.add(bytes(delivery.tenant().value()));
            arguments.add(bytes(delivery.endpoint()));
            arguments.add(bytes(key));
            arguments.add(delivery.sequence());
        }
        return jdbc
                .queryForList(
                        EARLIEST.formatted("PENDING") + "UNION ALL " + EARLIEST.formatted("HELD"),
                        Long.class,
                        arguments.toArray())
                .stream()
                .sorted()
                .findFirst();
    }

    /** The first that waits, now that this one has ended. */
    Optional<Delivery> after(Delivery ended) {
        var key = ended.orderKey();
        if (key == null) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        """
                        SELECT * FROM webhook_delivery FORCE INDEX (delivery_by_order)
                        WHERE tenant_id = ? AND endpoint_id = ? AND order_key = ?
                            AND status = 'PENDING'
                        ORDER BY sequence LIMIT 1
                        """,
                        (row, _) -> DeliveryStore.read(ended.tenant(), row),
                        bytes(ended.tenant().value()),
                        bytes(ended.endpoint()),
                        bytes(key))
                .stream()
                .findFirst();
    }

    /**
     * Those that nothing of the same list goes before. Its order says nothing: ids that several
     * instances gave out need not sort as sequence numbers do.
     */
    static Set<Delivery> first(List<Delivery> deliveries) {
        var seen = new HashSet<UUID>();
        return deliveries.stream()
                .sorted(Comparator.comparingLong(Delivery::sequence))
                .filter(it -> it.orderKey() == null || seen.add(it.orderKey()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

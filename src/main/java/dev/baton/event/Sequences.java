package dev.baton.event;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The last sequence each tenant's events were given; only the relay reads and writes them. */
@Component
class Sequences {

    private final JdbcTemplate jdbc;

    Sequences(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A tenant without events is absent. */
    Map<TenantId, Long> last(Collection<TenantId> tenants) {
        var last = new HashMap<TenantId, Long>();
        if (tenants.isEmpty()) {
            return last;
        }
        var marks = String.join(",", Collections.nCopies(tenants.size(), "?"));
        jdbc.query(
                "SELECT tenant_id, last_sequence FROM event_sequence WHERE tenant_id IN (%s)"
                        .formatted(marks),
                row -> {
                    last.put(
                            new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                            row.getLong("last_sequence"));
                },
                tenants.stream().map(tenant -> (Object) Ids.bytes(tenant.value())).toArray());
        return last;
    }

    void save(Map<TenantId, Long> last) {
        jdbc.batchUpdate(
                """
                INSERT INTO event_sequence (tenant_id, last_sequence) VALUES (?, ?)
                ON DUPLICATE KEY UPDATE last_sequence = VALUES(last_sequence)
                """,
                last.entrySet(),
                Math.max(1, last.size()),
                (row, entry) -> {
                    row.setBytes(1, Ids.bytes(entry.getKey().value()));
                    row.setLong(2, entry.getValue());
                });
    }
}

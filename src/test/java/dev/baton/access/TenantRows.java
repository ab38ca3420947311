package dev.baton.access;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that the database holds of a tenant, to see that nothing of it changed. */
@Component
class TenantRows {

    /** What changes by itself while time passes, and why. */
    private static final Map<String, String> ALIVE =
            Map.of(
                    "work_item", "deliveries are tried again",
                    "webhook_delivery", "deliveries are tried again",
                    "webhook_attempt", "deliveries are tried again",
                    "event_outbox", "the relay empties it",
                    "event", "the relay fills it",
                    "event_sequence", "the relay counts",
                    "budget_lease", "leases come and go",
                    "budget_period", "leases come and go");

    private final JdbcClient jdbc;

    TenantRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every row of every table, as text, by table. */
    Map<String, List<String>> of(TenantId tenant) {
        var rows = new TreeMap<String, List<String>>();
        for (var table : tables()) {
            rows.put(
                    table,
                    jdbc
                            .sql("SELECT * FROM " + table + " WHERE tenant_id = ?")
                            .param(Ids.bytes(tenant.value()))
                            .query()
                            .listOfRows()
                            .stream()
                            .map(TenantRows::text)
                            .sorted()
                            .toList());
        }
        return rows;
    }

    private Set<String> tables() {
        return jdbc
                .sql(
                        """
                        SELECT table_name FROM information_schema.columns
                        WHERE table_schema = DATABASE() AND column_name = 'tenant_id'
                        """)
                .query(String.class)
                .stream()
                .filter(table -> !ALIVE.containsKey(table))
                .collect(Collectors.toSet());
    }

    private static String text(Map<String, Object> row) {
        return row.entrySet().stream()
                .filter(column -> !column.getKey().startsWith("last_used"))
                .map(
                        column ->
                                column.getKey()
                                        + "="
                                        + (column.getValue() instanceof byte[] bytes
                                                ? Arrays.toString(bytes)
                                                : column.getValue()))
                .collect(Collectors.joining(", "));
    }
}

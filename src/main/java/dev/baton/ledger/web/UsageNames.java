package dev.baton.ledger.web;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts names to the ids that sums are split by. */
@Component
class UsageNames {

    /**
     * Sums of one agent, key or model.
     *
     * @param id null where the name is all there is
     * @param name null for calls without a key
     */
    record Row(@Nullable String id, @Nullable String name, UsageSums sums) {}

    private final JdbcClient jdbc;

    UsageNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The names that the agents had when they were last called. */
    List<Row> agents(TenantId tenant, Map<String, UsageSums> sums) {
        return sums.entrySet().stream()
                .map(
                        entry ->
                                new Row(
                                        entry.getKey(),
                                        lastName(tenant, UUID.fromString(entry.getKey())),
                                        entry.getValue()))
                .toList();
    }

    List<Row> keys(TenantId tenant, Map<String, UsageSums> sums) {
        var names = keyNames(tenant);
        return sums.entrySet().stream()
                .map(
                        entry -> {
                            var id = UUID.fromString(entry.getKey());
                            return id.equals(UsageStatistics.noKey())
                                    ? new Row(null, null, entry.getValue())
                                    : new Row(
                                            entry.getKey(),
                                            names.getOrDefault(id, entry.getKey()),
                                            entry.getValue());
                        })
                .toList();
    }

    List<Row> plain(Map<String, UsageSums> sums) {
        return sums.entrySet().stream()
                .map(entry -> new Row(null, entry.getKey(), entry.getValue()))
                .toList();
    }

    private String lastName(TenantId tenant, UUID agent) {
        return jdbc
                .sql(
                        """
                        SELECT agent_name FROM usage_record
                        WHERE tenant_id = ? AND agent_id = ? ORDER BY id DESC LIMIT 1
                        """)
                .params(bytes(tenant.value()), bytes(agent))
                .query(String.class)
                .optional()
                .orElseGet(agent::toString);
    }

    private Map<UUID, String> keyNames(TenantId tenant) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("SELECT id, name FROM api_key WHERE tenant_id = ?")
                .param(bytes(tenant.value()))
                .query((row, _) -> names.put(Ids.fromBytes(row.getBytes(1)), row.getString(2)))
                .list();
        return names;
    }
}

package dev.baton.workflow;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The workflows of a tenant as a list shows them. */
@Component
class WorkflowSummaries {

    private static final SortColumns ORDERS =
            new SortColumns("id", "name").text("name", "name").time("changed", "updated_at");

    private final JdbcClient jdbc;

    WorkflowSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<WorkflowSummary> page(
            TenantId tenant,
            boolean archived,
            String search,
            @Nullable String sort,
            @Nullable String after,
            int limit) {
        var sorted = ORDERS.rows(sort, after);
        var statement =
                jdbc.sql(
                                """
                                SELECT id, name, description, status, latest_number, created_by,
                                    changed_by, created_at, updated_at %s
                                FROM workflow
                                WHERE tenant_id = :tenant AND status %s 'ARCHIVED'
                                  AND (LOWER(name) LIKE :search OR LOWER(description) LIKE :search)
                                %s
                                """
                                        .formatted(
                                                sorted.selected(),
                                                archived ? "=" : "<>",
                                                sorted.page()))
                        .param("tenant", Ids.bytes(tenant.value()))
                        .param("search", SearchPattern.containing(search));
        return sorted.read(statement, limit, (row, _) -> summary(tenant, row));
    }

    /** What workflows are called, whatever has become of them. */
    Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var names = new HashMap<UUID, String>();
        jdbc.sql("SELECT id, name FROM workflow WHERE tenant_id = :tenant AND id IN (:ids)")
                .param("tenant", Ids.bytes(tenant.value()))
                .param("ids", ids.stream().map(Ids::bytes).toList())
                .query(
                        row -> {
                            names.put(Ids.fromBytes(row.getBytes("id")), row.getString("name"));
                        });
        return names;
    }

    private static WorkflowSummary summary(TenantId tenant, ResultSet row) throws SQLException {
        return new WorkflowSummary(
                new WorkflowId(tenant, Ids.fromBytes(row.getBytes("id"))),
                row.getString("name"),
                row.getString("description"),
                WorkflowStatus.valueOf(row.getString("status")),
                row.getInt("latest_number"),
                row.getString("created_by"),
                row.getString("changed_by"),
                Utc.instant(row, "created_at"),
                Utc.instant(row, "updated_at"));
    }
}

package dev.baton.prompt;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The prompt templates of a tenant as a list shows them. */
@Component
class PromptSummaries {

    private static final SortColumns ORDERS =
            new SortColumns("id", "name").text("name", "name").time("changed", "changed_at");

    private final JdbcClient jdbc;

    PromptSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<PromptSummary> page(
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
                                SELECT id, name, description, type, latest_number, changed_by,
                                    changed_at %s
                                FROM prompt
                                WHERE tenant_id = :tenant AND archived_at IS %s NULL
                                  AND (LOWER(name) LIKE :search OR LOWER(description) LIKE :search)
                                %s
                                """
                                        .formatted(
                                                sorted.selected(),
                                                archived ? "NOT" : "",
                                                sorted.page()))
                        .param("tenant", Ids.bytes(tenant.value()))
                        .param("search", SearchPattern.containing(search));
        return sorted.read(statement, limit, (row, _) -> summary(tenant, row));
    }

    private static PromptSummary summary(TenantId tenant, ResultSet row) throws SQLException {
        return new PromptSummary(
                new PromptId(tenant, Ids.fromBytes(row.getBytes("id"))),
                row.getString("name"),
                row.getString("description"),
                PromptType.valueOf(row.getString("type")),
                row.getInt("latest_number"),
                row.getString("changed_by"),
                Utc.instant(row, "changed_at"));
    }
}

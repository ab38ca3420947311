package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantStatus;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** All tenants as operators see them, with how many people each has. */
@Service
@Transactional(readOnly = true)
public class TenantList {

    private static final SortColumns ORDERS =
            new SortColumns("t.tenant_id", "name").text("name", "t.name").age("created");

    private final JdbcClient jdbc;

    TenantList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param search in name and slug; empty for all
     * @param status null for any
     * @param sort {@code name} or {@code created}; by name when it is neither
     * @param after cursor of the page before
     */
    @Requires(Permission.TENANTS_READ)
    public Page<Row> page(
            String search,
            @Nullable TenantStatus status,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        var sorted = ORDERS.rows(sort, after);
        var statement =
                jdbc.sql(
                                """
                                SELECT t.tenant_id, t.name, t.slug, t.status, t.created_at,
                                    t.currency, t.time_zone, t.requests_per_minute,
                                    (SELECT COUNT(*) FROM membership m
                                     WHERE m.tenant_id = t.tenant_id) AS users
                                    %s
                                FROM tenant t
                                WHERE (LOWER(t.name) LIKE :search OR CONVERT(t.slug USING utf8mb4) LIKE :search)
                                  AND (:status = '' OR t.status = :status)
                                %s
                                """
                                        .formatted(sorted.selected(), sorted.page()))
                        .param("search", SearchPattern.containing(search))
                        .param("status", status == null ? "" : status.name());
        return sorted.read(statement, limit, TenantList::row);
    }

    /** Who rules a tenant: names and addresses. */
    @Requires(Permission.TENANTS_READ)
    public List<Ruler> rulers(TenantId tenant, Actor by) {
        return jdbc.sql(
                        """
                        SELECT a.name, a.email
                        FROM membership m JOIN account a ON a.account_id = m.account_id
                        WHERE m.tenant_id = :tenant AND m.role = :role
                        ORDER BY a.name
                        """)
                .param("tenant", Ids.bytes(tenant.value()))
                .param("role", Membership.governing(tenant).name())
                .query((row, _) -> new Ruler(row.getString(1), row.getString(2)))
                .list();
    }

    /** Of all these tenants together; at least one. */
    @Requires(Permission.TENANTS_READ)
    public long users(Collection<TenantId> tenants, Actor by) {
        return jdbc.sql("SELECT COUNT(*) FROM membership WHERE tenant_id IN (:tenants)")
                .param("tenants", tenants.stream().map(it -> Ids.bytes(it.value())).toList())
                .query(Long.class)
                .single();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                row.getString("name"),
                row.getString("slug"),
                TenantStatus.valueOf(row.getString("status")),
                row.getLong("users"),
                row.getObject("requests_per_minute", Integer.class),
                row.getString("currency"),
                ZoneId.of(row.getString("time_zone")),
                Utc.instant(row, "created_at"));
    }

    /**
     * One tenant of the list.
     *
     * @param requestsPerMinute null for the instance's default
     */
    public record Row(
            TenantId id,
            String name,
            String slug,
            TenantStatus status,
            long users,
            @Nullable Integer requestsPerMinute,
            String currency,
            ZoneId zone,
            Instant createdAt) {}

    /** An owner of a tenant, or an operator of the platform. */
    public record Ruler(String name, String email) {}
}

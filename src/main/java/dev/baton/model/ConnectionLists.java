package dev.baton.model;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.SearchPattern;
import dev.baton.platform.database.SortColumns;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a tenant may use, to look at and to choose from. */
@Service
@Transactional(readOnly = true)
public class ConnectionLists {

    private static final SortColumns ORDERS =
            new SortColumns("g.connection_id", "created")
                    .age("created")
                    .text("name", "LOWER(c.name)")
                    .time("tested", "c.tested_at");

    private final JdbcClient jdbc;
    private final ReadyConnections ready;

    ConnectionLists(JdbcClient jdbc, ReadyConnections ready) {
        this.jdbc = jdbc;
        this.ready = ready;
    }

    /**
     * The oldest first, unless sorted otherwise.
     *
     * @param sort {@code created}, {@code name} or {@code tested}
     * @param after cursor of the page before; the id of its last row when sorted by age
     */
    public Page<ConnectionRow> list(
            TenantId tenant,
            ConnectionFilter filter,
            @Nullable String sort,
            @Nullable String after,
            int limit) {
        var sorted = ORDERS.rows(sort, after);
        var statement =
                jdbc.sql(
                                """
                                SELECT c.*,
                                       (SELECT COUNT(*) FROM model m
                                        WHERE m.tenant_id = c.tenant_id AND m.connection_id = c.id)
                                       AS models
                                       %s
                                FROM connection_grant g
                                JOIN connection c
                                  ON c.tenant_id = g.owner_tenant_id AND c.id = g.connection_id
                                WHERE g.tenant_id = :tenant
                                  AND (:provider = '' OR c.provider = :provider)
                                  AND (LOWER(c.name) LIKE :search OR LOWER(c.base_url) LIKE :search)
                                %s
                                """
                                        .formatted(sorted.selected(), sorted.page()))
                        .param("tenant", Ids.bytes(tenant.value()))
                        .param(
                                "provider",
                                filter.provider() == null ? "" : filter.provider().name())
                        .param("search", SearchPattern.containing(filter.search()));
        return sorted.read(statement, limit, (row, _) -> row(row, tenant));
    }

    private static ConnectionRow row(ResultSet row, TenantId tenant) throws SQLException {
        var owner = new TenantId(Ids.fromBytes(row.getBytes("tenant_id")));
        return new ConnectionRow(
                new ConnectionId(owner, Ids.fromBytes(row.getBytes("id"))),
                row.getString("name"),
                ProviderKind.valueOf(row.getString("provider")),
                host(row.getString("base_url")),
                !owner.equals(tenant),
                row.getBoolean("enabled"),
                row.getInt("models"),
                lastTest(row));
    }

    static Optional<ConnectionRow.LastTest> lastTest(ResultSet row) throws SQLException {
        var at = row.getObject("tested_at", LocalDateTime.class);
        if (at == null) {
            return Optional.empty();
        }
        return Optional.of(
                new ConnectionRow.LastTest(
                        at.toInstant(ZoneOffset.UTC),
                        row.getBoolean("test_passed"),
                        row.getString("test_finding"),
                        Duration.ofMillis(row.getInt("test_latency_ms"))));
    }

    private static String host(String baseUrl) {
        return baseUrl.isEmpty() ? "" : URI.create(baseUrl).getAuthority();
    }

    /** Every model that the tenant could build an agent on now, by connection. */
    public List<ModelChoice> choices(TenantId tenant) {
        return jdbc
                .sql(
                        """
                        SELECT g.owner_tenant_id, g.connection_id FROM connection_grant g
                        JOIN connection c
                          ON c.tenant_id = g.owner_tenant_id AND c.id = g.connection_id
                        WHERE g.tenant_id = ? AND c.enabled ORDER BY c.name
                        """)
                .params(Ids.bytes(tenant.value()))
                .query(
                        (row, _) ->
                                new ConnectionId(
                                        new TenantId(Ids.fromBytes(row.getBytes(1))),
                                        Ids.fromBytes(row.getBytes(2))))
                .list()
                .stream()
                .flatMap(id -> ready.find(tenant, id).stream())
                .map(
                        connection ->
                                new ModelChoice(
                                        connection.open().id(),
                                        connection.open().name(),
                                        connection.open().kind(),
                                        connection.models()))
                .toList();
    }
}

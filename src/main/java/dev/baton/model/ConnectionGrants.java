package dev.baton.model;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which tenant may use which connection, its own included; what other rows of a tenant refer to.
 */
@Repository
class ConnectionGrants {

    private final JdbcClient jdbc;
    private final Clock clock;

    ConnectionGrants(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void grant(TenantId tenant, ConnectionId connection) {
        jdbc.sql(
                        """
                        INSERT INTO connection_grant
                            (tenant_id, connection_id, owner_tenant_id, granted_at)
                        VALUES (?, ?, ?, ?)
                        """)
                .params(
                        Ids.bytes(tenant.value()),
                        Ids.bytes(connection.value()),
                        Ids.bytes(connection.tenant().value()),
                        now())
                .update();
    }

    /** What the platform offers to everybody who comes. */
    void grantOffersTo(TenantId tenant) {
        jdbc.sql(
                        """
                        INSERT INTO connection_grant
                            (tenant_id, connection_id, owner_tenant_id, granted_at)
                        SELECT ?, id, tenant_id, ? FROM connection
                        WHERE tenant_id = ? AND for_new_tenants
                        """)
                .params(Ids.bytes(tenant.value()), now(), Ids.bytes(TenantId.PLATFORM.value()))
                .update();
    }

    void revoke(TenantId tenant, ConnectionId connection) {
        jdbc.sql(
                        """
                        DELETE FROM connection_grant
                        WHERE tenant_id = ? AND connection_id = ? AND owner_tenant_id = ?
                        """)
                .params(
                        Ids.bytes(tenant.value()),
                        Ids.bytes(connection.value()),
                        Ids.bytes(connection.tenant().value()))
                .update();
    }

    /** Everybody who may use it, its owner included. */
    Set<TenantId> holders(ConnectionId connection) {
        return jdbc
                .sql(
                        """
                        SELECT tenant_id FROM connection_grant
                        WHERE owner_tenant_id = ? AND connection_id = ?
                        """)
                .params(Ids.bytes(connection.tenant().value()), Ids.bytes(connection.value()))
                .query((row, _) -> new TenantId(Ids.fromBytes(row.getBytes(1))))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** The full id of a connection that the tenant may use. */
    Optional<ConnectionId> find(TenantId tenant, UUID connection) {
        return jdbc.sql(
                        """
                        SELECT owner_tenant_id, connection_id FROM connection_grant
                        WHERE tenant_id = ? AND connection_id = ?
                        """)
                .params(Ids.bytes(tenant.value()), Ids.bytes(connection))
                .query(ConnectionGrants::id)
                .optional();
    }

    List<ConnectionId> all(TenantId tenant) {
        return jdbc.sql(
                        """
                        SELECT owner_tenant_id, connection_id FROM connection_grant
                        WHERE tenant_id = ?
                        """)
                .params(Ids.bytes(tenant.value()))
                .query(ConnectionGrants::id)
                .list();
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static ConnectionId id(ResultSet row, int number) throws SQLException {
        return new ConnectionId(
                new TenantId(Ids.fromBytes(row.getBytes(1))), Ids.fromBytes(row.getBytes(2)));
    }
}

package dev.baton.model;

import dev.baton.tenant.TenantId;

import org.springframework.data.repository.Repository;

import java.util.Optional;
import java.util.UUID;

/** All connections, each under its owner. */
interface OwnedConnections extends Repository<Connection, ConnectionId> {

    Connection save(Connection connection);

    Connection saveAndFlush(Connection connection);

    void delete(Connection connection);

    Optional<Connection> findById(ConnectionId id);

    boolean existsByIdTenantAndNameAndIdValueNot(TenantId tenant, String name, UUID value);
}

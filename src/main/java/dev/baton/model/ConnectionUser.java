package dev.baton.model;

import dev.baton.tenant.TenantId;

import java.util.List;

/** Implemented by modules whose things call through connections, so that a connection can tell. */
public interface ConnectionUser {

    /** What of the tenant's uses its grant for the connection, by name. */
    List<ConnectionUse> usesOf(TenantId holder, ConnectionId connection);
}

package dev.baton.model;

import dev.baton.tenant.TenantId;

/**
 * A model as one tenant reaches it.
 *
 * @param caller who calls and pays
 * @param holder who holds the grant for the connection: the caller, or the owner of a shared agent
 *     through which it calls
 * @param connection the way to the provider, the caller's own or a shared one
 * @param name of the model as the provider knows it
 */
public record ModelRef(
        TenantId caller, TenantId holder, ConnectionId connection, String name) {

    public ModelRef(TenantId caller, ConnectionId connection, String name) {
        this(caller, caller, connection, name);
    }
}

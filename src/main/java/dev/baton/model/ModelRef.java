package dev.baton.model;

import dev.baton.tenant.TenantId;

/**
 * A model as one tenant reaches it.
 *
 * @param caller who calls and pays; holds a grant for the connection
 * @param connection the way to the provider, the caller's own or a shared one
 * @param name of the model as the provider knows it
 */
public record ModelRef(TenantId caller, ConnectionId connection, String name) {}

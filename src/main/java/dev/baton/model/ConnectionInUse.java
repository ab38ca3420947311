package dev.baton.model;

import dev.baton.platform.problem.Conflict;

/** Agents still call through the connection, or a tenant's grant for it, that should go. */
public class ConnectionInUse extends Conflict {

    ConnectionInUse() {
        super("connection_in_use", "Agents still use this connection.");
    }
}

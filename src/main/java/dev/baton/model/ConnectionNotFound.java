package dev.baton.model;

import dev.baton.platform.problem.NotFound;

/** No such connection, or the tenant has no grant for it. */
public class ConnectionNotFound extends NotFound {

    public ConnectionNotFound(ConnectionId id) {
        super(
                "connection_not_found",
                "There is no connection " + id.value() + ".",
                id.value().toString());
    }
}

package dev.baton.model;

import dev.baton.tenant.TenantId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.List;

/** Who calls through a connection, in which tenant and in whichever module. */
@Component
public class ConnectionUses {

    private final ObjectProvider<ConnectionUser> users;
    private final ConnectionGrants grants;

    ConnectionUses(ObjectProvider<ConnectionUser> users, ConnectionGrants grants) {
        this.users = users;
        this.grants = grants;
    }

    /** What of one tenant's uses it. */
    public List<ConnectionUse> of(TenantId holder, ConnectionId connection) {
        return users.orderedStream()
                .flatMap(user -> user.usesOf(holder, connection).stream())
                .toList();
    }

    /** How much uses it in tenants that it is shared with, and in how many of them. */
    public Elsewhere elsewhere(ConnectionId connection) {
        var counts =
                grants.holders(connection).stream()
                        .filter(holder -> !holder.equals(connection.tenant()))
                        .map(holder -> of(holder, connection).size())
                        .filter(count -> count > 0)
                        .toList();
        return new Elsewhere(
                counts.stream().mapToInt(Integer::intValue).sum(), counts.size());
    }

    /** Uses by others than the owner, whose names are none of the owner's business. */
    public record Elsewhere(int uses, int tenants) {}
}

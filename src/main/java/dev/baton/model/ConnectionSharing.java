package dev.baton.model;

import static dev.baton.tenant.Permission.SHARING_WRITE;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantChanged;
import dev.baton.tenant.TenantId;

import jakarta.persistence.EntityManager;

import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Set;

/** Lets tenants use the platform's connections, without seeing their secrets. */
@Service
public class ConnectionSharing {

    private final OwnedConnections owned;
    private final ConnectionGrants grants;
    private final ConnectionChanges changes;
    private final TransactionTemplate transactions;
    private final EntityManager entities;

    ConnectionSharing(
            OwnedConnections owned,
            ConnectionGrants grants,
            ConnectionChanges changes,
            TransactionTemplate transactions,
            EntityManager entities) {
        this.owned = owned;
        this.grants = grants;
        this.changes = changes;
        this.transactions = transactions;
        this.entities = entities;
    }

    /** Who may use it, the platform itself left out. */
    @Requires(SHARING_WRITE)
    public Set<TenantId> sharedWith(ConnectionId id, Actor by) {
        loadPlatforms(id);
        var holders = grants.holders(id);
        holders.remove(id.tenant());
        return holders;
    }

    /** Does nothing for a tenant that may use it already. */
    @Requires(SHARING_WRITE)
    public void share(ConnectionId id, TenantId with, Actor by) {
        transactions.executeWithoutResult(
                _ -> {
                    loadPlatforms(id);
                    if (grants.find(with, id.value()).isEmpty()) {
                        grants.grant(with, id);
                        changes.connectionChanged(id);
                    }
                });
    }

    /** Refused while the tenant's agents use it. */
    @Requires(SHARING_WRITE)
    public void unshare(ConnectionId id, TenantId with, Actor by) {
        if (with.equals(id.tenant())) {
            return;
        }
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        loadPlatforms(id);
                        grants.revoke(with, id);
                        changes.connectionChanged(id);
                    });
        } catch (DataIntegrityViolationException e) {
            throw new ConnectionInUse();
        }
    }

    /** Whether tenants created from now on may use it without being asked about. */
    @Requires(SHARING_WRITE)
    public void offerToNewTenants(ConnectionId id, boolean offer, Actor by) {
        transactions.executeWithoutResult(
                _ -> {
                    var connection = loadPlatforms(id);
                    connection.offerToNewTenants(offer);
                    owned.save(connection);
                });
    }

    @EventListener
    void on(TenantChanged event) {
        if (event.change() == TenantChanged.Change.CREATED) {
            // The tenant's row must be there before rows that refer to it.
            entities.flush();
            grants.grantOffersTo(event.tenant());
        }
    }

    private Connection loadPlatforms(ConnectionId id) {
        if (!id.tenant().equals(TenantId.PLATFORM)) {
            throw new ConnectionNotFound(id);
        }
        return owned.findById(id).orElseThrow(() -> new ConnectionNotFound(id));
    }
}

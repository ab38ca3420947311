package dev.baton.model;

import static dev.baton.tenant.Permission.PROVIDERS_WRITE;

import dev.baton.platform.Ids;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The connections of a tenant: made, changed and removed by their owner, seen by everybody who has
 * a grant. Secrets go in and never come out.
 */
@Service
public class Connections {

    private static final int HINT = 4;

    private final OwnedConnections owned;
    private final ConnectionGrants grants;
    private final ModelRows rows;
    private final ConnectionRules rules;
    private final ConnectionChanges changes;
    private final SecretSeal seal;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Connections(
            OwnedConnections owned,
            ConnectionGrants grants,
            ModelRows rows,
            ConnectionRules rules,
            ConnectionChanges changes,
            SecretSeal seal,
            TransactionTemplate transactions,
            Clock clock) {
        this.owned = owned;
        this.grants = grants;
        this.rows = rows;
        this.rules = rules;
        this.changes = changes;
        this.seal = seal;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Makes a connection of the actor's tenant, which gets the grant for it. */
    @Requires(PROVIDERS_WRITE)
    public ConnectionId create(ConnectionSettings given, ConnectionSecrets secrets, Actor by) {
        var settings = rules.checked(given, secrets);
        var id = new ConnectionId(by.tenant(), Ids.next());
        transactions.executeWithoutResult(
                _ -> {
                    checkNameIsFree(id, settings.name());
                    var connection = new Connection(id, settings, clock.instant());
                    keep(secrets, connection);
                    owned.saveAndFlush(connection);
                    grants.grant(id.tenant(), id);
                    changes.connectionChanged(id);
                });
        return id;
    }

    /** Another host needs the secrets again; see {@link InvalidConnection}. */
    @Requires(PROVIDERS_WRITE)
    public void edit(
            ConnectionId id,
            long version,
            ConnectionSettings given,
            ConnectionSecrets secrets,
            Actor by) {
        var settings = rules.checked(given, secrets);
        change(
                id,
                by,
                connection -> {
                    EditedMeanwhile.unlessSame(version, connection.version());
                    checkNameIsFree(id, settings.name());
                    if (secrets.key() != null && connection.movesTo(settings.baseUrl())) {
                        connection.forgetSecrets();
                    }
                    connection.edit(settings);
                    keep(secrets, connection);
                });
    }

    @Requires(PROVIDERS_WRITE)
    public void switchOn(ConnectionId id, Actor by) {
        turn(id, true, by);
    }

    /** Calls through it are refused from now on; those under way go on. */
    @Requires(PROVIDERS_WRITE)
    public void switchOff(ConnectionId id, Actor by) {
        turn(id, false, by);
    }

    /** Removes it with its models and prices; refused while anything refers to a grant for it. */
    @Requires(PROVIDERS_WRITE)
    public void delete(ConnectionId id, Actor by) {
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        var connection = load(id);
                        rows.removeAll(id);
                        grants.holders(id).forEach(tenant -> grants.revoke(tenant, id));
                        owned.delete(connection);
                        changes.connectionChanged(id);
                    });
        } catch (DataIntegrityViolationException e) {
            throw new ConnectionInUse();
        }
    }

    /** A connection that the tenant may use, its own or a shared one. */
    @Transactional(readOnly = true)
    public Connection get(TenantId tenant, UUID id) {
        return grants.find(tenant, id)
                .flatMap(owned::findById)
                .orElseThrow(() -> new ConnectionNotFound(new ConnectionId(tenant, id)));
    }

    /** A connection of the owner's, to look at all of it; a shared one is not found here. */
    @Transactional(readOnly = true)
    public Connection own(ConnectionId id) {
        return load(id);
    }

    /** What is so already changes nothing, and nobody hears of it. */
    private void turn(ConnectionId id, boolean enabled, Actor by) {
        transactions.executeWithoutResult(
                _ -> {
                    if (load(id).isEnabled() != enabled) {
                        change(id, by, enabled ? Connection::switchOn : Connection::switchOff);
                    }
                });
    }

    private void change(ConnectionId id, Actor by, Consumer<Connection> change) {
        transactions.executeWithoutResult(
                _ -> {
                    var connection = load(id);
                    change.accept(connection);
                    connection.changedBy(by.name(), clock.instant());
                    owned.save(connection);
                    changes.connectionChanged(id);
                });
    }

    private void keep(ConnectionSecrets secrets, Connection connection) {
        var id = connection.id();
        var key = secrets.key();
        if (key != null) {
            connection.useKey(
                    key.isEmpty() ? null : seal.sealKey(id, connection.baseUrl(), key), hint(key));
        }
        var headers = secrets.headers();
        if (headers != null) {
            connection.useHeaders(
                    headers.isEmpty() ? null : seal.sealHeaders(id, connection.baseUrl(), headers));
        }
    }

    private static @Nullable String hint(String key) {
        return key.length() < 3 * HINT ? null : key.substring(key.length() - HINT);
    }

    private void checkNameIsFree(ConnectionId id, String name) {
        if (owned.existsByIdTenantAndNameAndIdValueNot(id.tenant(), name, id.value())) {
            throw new InvalidConnection("name", "taken", "Another connection has this name.");
        }
    }

    private Connection load(ConnectionId id) {
        return owned.findById(id).orElseThrow(() -> new ConnectionNotFound(id));
    }
}

package dev.baton.model;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import dev.baton.model.provider.OpenConnection;
import dev.baton.platform.cache.Caches;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The connections that tenants may use, from this instance's memory: no query, no decryption on the
 * hot path. A change anywhere drops what it touches here within a second.
 */
@Component
class ReadyConnections {

    private static final int MOST = 20_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Short, because a grant that is read while it goes cannot be told from one that stays. */
    private static final Duration GRANTED = Duration.ofSeconds(30);

    private final OwnedConnections connections;
    private final ConnectionGrants grants;
    private final ModelRows rows;
    private final SecretSeal seal;
    private final LoadingCache<ConnectionId, Optional<ReadyConnection>> ready;
    private final LoadingCache<Grant, Boolean> granted;

    ReadyConnections(
            OwnedConnections connections,
            ConnectionGrants grants,
            ModelRows rows,
            SecretSeal seal,
            Caches caches) {
        this.connections = connections;
        this.grants = grants;
        this.rows = rows;
        this.seal = seal;
        this.ready =
                caches.make(
                        "connections",
                        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST),
                        this::load);
        this.granted =
                caches.make(
                        "connection_grants",
                        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(GRANTED),
                        this::isGranted);
    }

    /** The connection, if it exists and the tenant may use it. */
    Optional<ReadyConnection> find(TenantId tenant, ConnectionId id) {
        if (!granted.get(new Grant(tenant, id))) {
            return Optional.empty();
        }
        return ready.get(id);
    }

    ReadyConnection get(TenantId tenant, ConnectionId id) {
        return find(tenant, id).orElseThrow(() -> new ConnectionNotFound(id));
    }

    /** Drops all that is remembered of a connection. */
    void forget(ConnectionId connection) {
        ready.invalidate(connection);
        granted.asMap().keySet().removeIf(grant -> grant.connection().equals(connection));
    }

    private Optional<ReadyConnection> load(ConnectionId id) {
        return connections.findById(id).map(this::prepared);
    }

    private ReadyConnection prepared(Connection connection) {
        var id = connection.id();
        var credentials =
                seal.open(
                        id,
                        connection.baseUrl(),
                        connection.sealedKey(),
                        connection.sealedHeaders());
        var open =
                new OpenConnection(
                        id,
                        connection.provider(),
                        connection.name(),
                        URI.create(connection.baseUrl()),
                        credentials,
                        connection.timeouts());
        return new ReadyConnection(open, connection.isEnabled(), rows.models(id), ownPrices(id));
    }

    private PriceList ownPrices(ConnectionId id) {
        return new PriceList(
                rows.prices(id).stream()
                        .map(row -> new PriceList.Entry(new NamePattern(row.model()), row.price()))
                        .toList());
    }

    private boolean isGranted(Grant grant) {
        return grants.find(grant.tenant(), grant.connection().value())
                .filter(grant.connection()::equals)
                .isPresent();
    }

    private record Grant(TenantId tenant, ConnectionId connection) {}
}

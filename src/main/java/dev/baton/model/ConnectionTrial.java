package dev.baton.model;

import static dev.baton.tenant.Permission.PROVIDERS_WRITE;

import dev.baton.model.provider.Provider;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries a connection for people who ask whether it works, and remembers how the last try went. */
@Service
public class ConnectionTrial {

    private final Map<ProviderKind, Provider> providers = new EnumMap<>(ProviderKind.class);
    private final ReadyConnections connections;
    private final JdbcClient jdbc;
    private final Clock clock;

    ConnectionTrial(
            List<Provider> providers, ReadyConnections connections, JdbcClient jdbc, Clock clock) {
        providers.forEach(provider -> this.providers.put(provider.kind(), provider));
        this.connections = connections;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Calls the provider; takes up to half a minute. */
    @Requires(PROVIDERS_WRITE)
    public ConnectionRow.LastTest run(ConnectionId id, Actor by) {
        var connection = connections.get(id.tenant(), id);
        var provider = providers.get(connection.open().kind());
        if (provider == null) {
            throw new IllegalStateException("No provider for " + connection.open().kind());
        }
        var model = connection.models().stream().map(OfferedModel::name).findFirst();
        var start = System.nanoTime();
        var finding = provider.test(connection.open(), model);
        var latency = Duration.ofNanos(System.nanoTime() - start);
        var test =
                new ConnectionRow.LastTest(
                        clock.instant(), finding.passed(), finding.code(), latency);
        remember(id, test);
        return test;
    }

    /** How the last try went, for a tenant that may use the connection. */
    @Transactional(readOnly = true)
    public Optional<ConnectionRow.LastTest> last(TenantId tenant, ConnectionId id) {
        connections.get(tenant, id);
        return jdbc.sql("SELECT * FROM connection WHERE tenant_id = ? AND id = ?")
                .params(Ids.bytes(id.tenant().value()), Ids.bytes(id.value()))
                .query((row, _) -> ConnectionLists.lastTest(row))
                .single();
    }

    private void remember(ConnectionId id, ConnectionRow.LastTest test) {
        jdbc.sql(
                        """
                        UPDATE connection
                        SET tested_at = ?, test_passed = ?, test_finding = ?, test_latency_ms = ?
                        WHERE tenant_id = ? AND id = ?
                        """)
                .params(
                        LocalDateTime.ofInstant(test.at(), ZoneOffset.UTC),
                        test.passed(),
                        test.finding(),
                        test.latency().toMillis(),
                        Ids.bytes(id.tenant().value()),
                        Ids.bytes(id.value()))
                .update();
    }
}

package dev.baton.model.api;

import dev.baton.model.Connection;
import dev.baton.model.ConnectionRow;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection. Its secrets are never given back; of a shared one not even whether it has any.
 *
 * @param shared it belongs to the platform, and the tenant may use it
 * @param apiKeyHint the last characters of the key
 * @param forNewTenants tenants created from now on may use it; the platform's only
 */
record ConnectionJson(
        UUID id,
        String name,
        String provider,
        String baseUrl,
        boolean shared,
        boolean enabled,
        @Nullable Boolean hasApiKey,
        @Nullable String apiKeyHint,
        @Nullable Boolean hasHeaders,
        BigDecimal connectTimeoutSeconds,
        BigDecimal firstByteTimeoutSeconds,
        BigDecimal idleTimeoutSeconds,
        BigDecimal totalTimeoutSeconds,
        @Nullable Boolean forNewTenants,
        @Nullable ConnectionTestJson lastTest,
        Instant createdAt,
        long version) {

    static ConnectionJson of(
            Connection connection, TenantId viewer, Optional<ConnectionRow.LastTest> lastTest) {
        var owner = connection.id().tenant();
        var own = owner.equals(viewer);
        var timeouts = connection.timeouts();
        return new ConnectionJson(
                connection.id().value(),
                connection.name(),
                connection.provider().wire(),
                connection.baseUrl(),
                !own,
                connection.isEnabled(),
                own ? connection.hasKey() : null,
                own ? connection.apiKeyHint().orElse(null) : null,
                own ? connection.hasHeaders() : null,
                seconds(timeouts.connect()),
                seconds(timeouts.firstByte()),
                seconds(timeouts.idle()),
                seconds(timeouts.total()),
                own && owner.equals(TenantId.PLATFORM) ? connection.isForNewTenants() : null,
                lastTest.map(ConnectionTestJson::of).orElse(null),
                connection.createdAt(),
                connection.version());
    }

    private static BigDecimal seconds(Duration duration) {
        return Decimals.plain(BigDecimal.valueOf(duration.toMillis(), 3));
    }
}

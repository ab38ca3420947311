package dev.baton.model.api;

import dev.baton.model.Connection;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.InvalidConnection;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection to create, or what to change about one: what is left out keeps its default, or stays
 * as it is. Times are in seconds.
 *
 * @param apiKey empty removes it
 * @param headers of every call; an empty object removes them
 * @param version that the caller has seen, where {@code If-Match} does not say it
 */
record ConnectionRequest(
        @Nullable String name,
        @Nullable String provider,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable Map<String, @Nullable String> headers,
        @Nullable BigDecimal connectTimeoutSeconds,
        @Nullable BigDecimal firstByteTimeoutSeconds,
        @Nullable BigDecimal idleTimeoutSeconds,
        @Nullable BigDecimal totalTimeoutSeconds,
        @Nullable Long version) {

    private static final BigDecimal LONGEST = new BigDecimal(1_000_000);

    ConnectionSettings settings() {
        var kind = kind();
        return new ConnectionSettings(
                kind,
                name == null ? "" : name,
                baseUrl == null ? kind.defaultBaseUrl() : baseUrl,
                over(Timeouts.DEFAULT));
    }

    ConnectionSettings over(Connection current) {
        return new ConnectionSettings(
                provider == null ? current.provider() : kind(),
                name == null ? current.name() : name,
                baseUrl == null ? current.baseUrl() : baseUrl,
                over(current.timeouts()));
    }

    ConnectionSecrets secrets() {
        if (headers == null) {
            return new ConnectionSecrets(apiKey, null);
        }
        var given = new HashMap<String, String>();
        headers.forEach((header, value) -> given.put(header, value == null ? "" : value));
        return new ConnectionSecrets(apiKey, given);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "ConnectionRequest[" + name + "]";
    }

    private ProviderKind kind() {
        return ProviderKind.ofWire(provider == null ? "" : provider)
                .orElseThrow(
                        () ->
                                new InvalidConnection(
                                        "provider", "unknown", "openai, anthropic or demo."));
    }

    private Timeouts over(Timeouts now) {
        return new Timeouts(
                duration(connectTimeoutSeconds, now.connect()),
                duration(firstByteTimeoutSeconds, now.firstByte()),
                duration(idleTimeoutSeconds, now.idle()),
                duration(totalTimeoutSeconds, now.total()));
    }

    /** Whatever is far out of range stays so, for the rules to refuse. */
    private static Duration duration(@Nullable BigDecimal seconds, Duration otherwise) {
        return seconds == null
                ? otherwise
                : Duration.ofMillis(
                        seconds.min(LONGEST)
                                .max(LONGEST.negate())
                                .movePointRight(3)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact());
    }
}

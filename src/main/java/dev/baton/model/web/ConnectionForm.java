package dev.baton.model.web;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person types about a connection. The secrets only go in: no page ever shows them again,
 * not even the one that says what is wrong with the rest.
 *
 * @param apiKey empty keeps the one there is
 * @param removeKey takes the one there is away
 * @param headers rows that are left empty keep those there are
 * @param models names to list at once, one a line; of a new connection only
 * @param version of the connection that is edited; null for a new one
 */
record ConnectionForm(
        @Nullable String provider,
        @Nullable String name,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable Boolean removeKey,
        @Nullable List<HeaderRow> headers,
        @Nullable Boolean removeHeaders,
        @Nullable String models,
        @Nullable String connectTimeoutSeconds,
        @Nullable String firstByteTimeoutSeconds,
        @Nullable String idleTimeoutSeconds,
        @Nullable String totalTimeoutSeconds,
        @Nullable Long version) {

    /** Rows to fill in without scripts. */
    private static final int SPARE_ROWS = 2;

    private static final BigDecimal LONGEST = new BigDecimal(1_000_000);

    /** One header of every call. */
    record HeaderRow(@Nullable String key, @Nullable String value) {

        static final HeaderRow BLANK = new HeaderRow("", "");
    }

    static ConnectionForm blank() {
        return filled(ProviderKind.OPENAI, "", "", Timeouts.DEFAULT, null);
    }

    static ConnectionForm of(Connection connection) {
        return filled(
                connection.provider(),
                connection.name(),
                connection.baseUrl(),
                connection.timeouts(),
                connection.version());
    }

    private static ConnectionForm filled(
            ProviderKind kind,
            String name,
            String baseUrl,
            Timeouts timeouts,
            @Nullable Long version) {
        return new ConnectionForm(
                kind.wire(),
                name,
                baseUrl,
                null,
                false,
                List.of(),
                false,
                "",
                seconds(timeouts.connect()),
                seconds(timeouts.firstByte()),
                seconds(timeouts.idle()),
                seconds(timeouts.total()),
                version);
    }

    ConnectionSettings settings() {
        var kind =
                ProviderKind.ofWire(Entry.text(provider))
                        .orElseThrow(
                                () ->
                                        new InvalidConnection(
                                                "provider", "unknown", "There is no such kind."));
        return new ConnectionSettings(
                kind,
                Entry.text(name),
                Entry.isBlank(baseUrl) ? kind.defaultBaseUrl() : Entry.text(baseUrl),
                new Timeouts(
                        duration("connect_timeout_seconds", connectTimeoutSeconds),
                        duration("first_byte_timeout_seconds", firstByteTimeoutSeconds),
                        duration("idle_timeout_seconds", idleTimeoutSeconds),
                        duration("total_timeout_seconds", totalTimeoutSeconds)));
    }

    ConnectionSecrets secrets() {
        var given = new LinkedHashMap<String, String>();
        for (var row : rows()) {
            if (!Entry.isBlank(row.key())) {
                given.put(Entry.text(row.key()), Entry.text(row.value()));
            }
        }
        return new ConnectionSecrets(
                isTicked(removeKey) ? "" : Entry.isBlank(apiKey) ? null : Entry.text(apiKey),
                isTicked(removeHeaders) ? Map.of() : given.isEmpty() ? null : given);
    }

    /** Whether something was typed that the page will not repeat. */
    boolean holdsSecrets() {
        return !Entry.isBlank(apiKey) || rows().stream().anyMatch(row -> !Entry.isBlank(row.value()));
    }

    List<String> modelNames() {
        return Entry.text(models).lines().map(String::strip).filter(it -> !it.isEmpty()).distinct().toList();
    }

    /** Without the secrets, and with rows to fill in. */
    ConnectionForm shown() {
        var shown = new ArrayList<HeaderRow>();
        rows().stream()
                .filter(row -> !Entry.isBlank(row.key()))
                .forEach(row -> shown.add(new HeaderRow(row.key(), "")));
        for (var spare = 0; spare < SPARE_ROWS; spare++) {
            shown.add(HeaderRow.BLANK);
        }
        return new ConnectionForm(
                provider,
                name,
                baseUrl,
                null,
                removeKey,
                shown,
                removeHeaders,
                models,
                connectTimeoutSeconds,
                firstByteTimeoutSeconds,
                idleTimeoutSeconds,
                totalTimeoutSeconds,
                version);
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "ConnectionForm[" + name + "]";
    }

    private static boolean isTicked(@Nullable Boolean box) {
        return Boolean.TRUE.equals(box);
    }

    private List<HeaderRow> rows() {
        return headers == null ? List.of() : headers;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Whatever is far out of range stays so, for the rules to refuse. */
    private static Duration duration(String field, @Nullable String typed) {
        var seconds = Entry.decimal(field, typed);
        return seconds == null
                ? Duration.ZERO
                : Duration.ofMillis(
                        seconds.min(LONGEST)
                                .max(LONGEST.negate())
                                .movePointRight(3)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact());
    }
}

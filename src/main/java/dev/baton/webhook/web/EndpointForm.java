package dev.baton.webhook.web;

import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointHeader;
import dev.baton.webhook.EndpointSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types about an endpoint.
 *
 * @param version of the endpoint that is edited; null for a new one
 */
record EndpointForm(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> events,
        @Nullable List<HeaderRow> headers,
        @Nullable Long version) {

    /** Rows to fill in without scripts. */
    private static final int SPARE_ROWS = 2;

    /** One header; a secret one of an existing endpoint shows no value and keeps it when left so. */
    record HeaderRow(@Nullable String key, @Nullable String value, boolean secret) {

        boolean isBlank() {
            return key == null || key.isBlank();
        }
    }

    static EndpointForm blank() {
        return new EndpointForm("https://", "", List.of(), List.of(), null);
    }

    static EndpointForm of(Endpoint endpoint, List<EndpointHeader> headers) {
        return new EndpointForm(
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                headers.stream()
                        .map(
                                header ->
                                        new HeaderRow(
                                                header.name(), header.value(), header.secret()))
                        .toList(),
                endpoint.version());
    }

    EndpointSettings settings() {
        return new EndpointSettings(
                text(url),
                text(description),
                events == null ? List.of() : events.stream().distinct().toList(),
                rows().stream()
                        .filter(row -> !row.isBlank())
                        .map(
                                row ->
                                        new EndpointHeader(
                                                text(row.key()), text(row.value()), row.secret()))
                        .toList());
    }

    /** The rows that are filled in, and a few to fill in. */
    EndpointForm withSpareRows() {
        var rows = new ArrayList<>(rows().stream().filter(row -> !row.isBlank()).toList());
        for (var spare = 0; spare < SPARE_ROWS; spare++) {
            rows.add(new HeaderRow("", "", false));
        }
        return new EndpointForm(url, description, events, rows, version);
    }

    private List<HeaderRow> rows() {
        return headers == null ? List.of() : headers;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}

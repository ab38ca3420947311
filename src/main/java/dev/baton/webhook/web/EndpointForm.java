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

    /** Fields bind to the rows that there are, also when a form is shown again with its mistakes. */
    EndpointForm {
        headers = withSpares(headers == null ? List.of() : headers);
    }

    /** One header; a secret one of an existing endpoint shows no value and keeps it when left so. */
    record HeaderRow(@Nullable String key, @Nullable String value, @Nullable Boolean secret) {

        private static final HeaderRow EMPTY = new HeaderRow("", "", false);

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
                                                text(row.key()),
                                                text(row.value()),
                                                Boolean.TRUE.equals(row.secret())))
                        .toList());
    }

    /** The rows as they were sent, and a few to fill in. */
    private static List<HeaderRow> withSpares(List<HeaderRow> given) {
        var rows = new ArrayList<HeaderRow>();
        for (var row : given) {
            rows.add(row == null ? HeaderRow.EMPTY : row);
        }
        var blank = rows.stream().filter(HeaderRow::isBlank).count();
        for (var spare = blank; spare < SPARE_ROWS; spare++) {
            rows.add(HeaderRow.EMPTY);
        }
        return rows;
    }

    private List<HeaderRow> rows() {
        return headers == null ? List.of() : headers;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}

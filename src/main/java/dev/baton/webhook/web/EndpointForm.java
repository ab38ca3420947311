package dev.baton.webhook.web;

import dev.baton.webhook.DeliveryRules;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointHeader;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.RetryPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types about an endpoint. Numbers are text until the rules have looked at them.
 *
 * @param ordering {@code endpoint}, {@code subject}, {@value #FIELD}, or empty for none
 * @param orderingField of the event's data
 * @param retryPlan a preset, or {@value #OWN_WAITS}
 * @param version of the endpoint that is edited; null for a new one
 */
record EndpointForm(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> events,
        @Nullable List<HeaderRow> headers,
        @Nullable String perSecond,
        @Nullable String timeoutSeconds,
        @Nullable String ordering,
        @Nullable String orderingField,
        @Nullable String retryPlan,
        @Nullable String retryWaits,
        @Nullable Long version) {

    static final String FIELD = "data";
    static final String OWN_WAITS = "custom";

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
        return new EndpointForm(
                "https://",
                "",
                List.of(),
                List.of(),
                "",
                Long.toString(DeliveryRules.STANDARD.timeout().toSeconds()),
                "",
                "",
                RetryPlan.STANDARD.text(),
                "",
                null);
    }

    static EndpointForm of(Endpoint endpoint, List<EndpointHeader> headers) {
        var rules = endpoint.rules();
        var key = text(rules.orderingKey());
        var byField = key.startsWith(FIELD + ".");
        var preset = endpoint.retryPlan().isPreset();
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
                rules.perSecond() == null ? "" : rules.perSecond().toString(),
                Long.toString(endpoint.timeout().toSeconds()),
                byField ? FIELD : key,
                byField ? key.substring(FIELD.length() + 1) : "",
                preset ? rules.retryPlan() : OWN_WAITS,
                preset ? "" : rules.retryPlan(),
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
                        .toList(),
                rules());
    }

    private DeliveryRules rules() {
        var plan = text(retryPlan);
        return new DeliveryRules(
                text(perSecond).isEmpty() ? null : number(perSecond),
                text(timeoutSeconds).isEmpty()
                        ? DeliveryRules.STANDARD.timeout()
                        : Duration.ofSeconds(number(timeoutSeconds)),
                orderingKey(),
                plan.isEmpty()
                        ? RetryPlan.STANDARD.text()
                        : plan.equals(OWN_WAITS) ? waits() : plan);
    }

    private @Nullable String orderingKey() {
        return switch (text(ordering)) {
            case "" -> null;
            case FIELD -> FIELD + "." + text(orderingField).replaceFirst("^data\\.", "");
            case String other -> other;
        };
    }

    private String waits() {
        return RetryPlan.parse(text(retryWaits)).map(RetryPlan::text).orElse(text(retryWaits));
    }

    /** What is no whole number is outside every range. */
    private static int number(@Nullable String value) {
        var digits = text(value);
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
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

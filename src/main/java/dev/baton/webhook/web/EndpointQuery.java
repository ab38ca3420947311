package dev.baton.webhook.web;

import dev.baton.webhook.Endpoint;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints the page shows and in which order, as it stands in its address. There are so few
 * that all of them are read anyway.
 *
 * @param q part of the address, the description or a pattern of events
 * @param state one of {@link EndpointRow#STATES}
 * @param sort {@code url} or {@code last}, either way round; else by age
 */
record EndpointQuery(@Nullable String q, @Nullable String state, @Nullable String sort) {

    boolean fits(Endpoint endpoint) {
        return (text(state).isEmpty() || isSo(endpoint))
                && (text(q).isEmpty() || mentions(endpoint, text(q).toLowerCase(Locale.ROOT)));
    }

    private boolean isSo(Endpoint endpoint) {
        return EndpointRow.TROUBLE.equals(state)
                ? endpoint.isInTrouble()
                : EndpointRow.stateWord(endpoint).equals(state);
    }

    public boolean isNarrowed() {
        return !text(q).isEmpty() || !text(state).isEmpty();
    }

    /** Equal ones stay in the order they are in. */
    Comparator<EndpointRow> order() {
        Comparator<EndpointRow> byUrl = Comparator.comparing(EndpointRow::url);
        Comparator<EndpointRow> byLast =
                Comparator.comparing(
                        row -> row.strip().last(), Comparator.nullsFirst(Comparator.naturalOrder()));
        return switch (text(sort)) {
            case "url" -> byUrl;
            case "-url" -> byUrl.reversed();
            case "last" -> byLast;
            case "-last" -> byLast.reversed();
            default -> (_, _) -> 0;
        };
    }

    private static boolean mentions(Endpoint endpoint, String text) {
        return endpoint.url().toString().toLowerCase(Locale.ROOT).contains(text)
                || endpoint.description().toLowerCase(Locale.ROOT).contains(text)
                || endpoint.patterns().stream().anyMatch(pattern -> pattern.contains(text))
                || endpoint.id().value().toString().equals(text);
    }

    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }
}

package dev.baton.webhook.web;

import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointFilter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints the page shows and in which order, as it stands in its address.
 *
 * @param q what to search for
 * @param state one of {@link EndpointFilter#STATES}
 * @param sort {@code url} or {@code last}, either way round; else by age
 */
record EndpointQuery(@Nullable String q, @Nullable String state, @Nullable String sort) {

    boolean fits(Endpoint endpoint) {
        return filter().fits(endpoint);
    }

    public boolean isNarrowed() {
        return !filter().isNone();
    }

    private EndpointFilter filter() {
        return new EndpointFilter(text(q), text(state));
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

    private static String text(@Nullable String parameter) {
        return parameter == null ? "" : parameter.strip();
    }
}

package dev.baton.webhook;

import java.util.List;
import java.util.Locale;

/**
 * Which endpoints are meant. There are so few that all of them are read anyway.
 *
 * @param search part of the address, the description or a pattern of events, or a whole id; empty
 *     for all
 * @param state one of {@link #STATES}; empty for any
 */
public record EndpointFilter(String search, String state) {

    /** Failing or disabled. */
    private static final String TROUBLE = "trouble";

    /** What {@link Endpoint#stateWord} can be, and what to look for. */
    public static final List<String> STATES =
            List.of("active", "failing", "paused", "disabled", TROUBLE);

    public boolean fits(Endpoint endpoint) {
        return (state.isEmpty() || isSo(endpoint))
                && (search.isEmpty() || mentions(endpoint, search.toLowerCase(Locale.ROOT)));
    }

    public boolean isNone() {
        return search.isEmpty() && state.isEmpty();
    }

    private boolean isSo(Endpoint endpoint) {
        return TROUBLE.equals(state)
                ? endpoint.isInTrouble()
                : endpoint.stateWord().equals(state);
    }

    private static boolean mentions(Endpoint endpoint, String text) {
        return endpoint.url().toString().toLowerCase(Locale.ROOT).contains(text)
                || endpoint.description().toLowerCase(Locale.ROOT).contains(text)
                || endpoint.patterns().stream().anyMatch(pattern -> pattern.contains(text))
                || endpoint.id().value().toString().equals(text);
    }
}

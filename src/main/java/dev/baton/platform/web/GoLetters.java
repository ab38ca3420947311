package dev.baton.platform.web;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The letters that lead to pages of the navigation after {@code g}; in one place, so that none is
 * two.
 */
final class GoLetters {

    private static final Map<String, String> LETTERS =
            Map.ofEntries(
                    Map.entry("/dashboard", "d"),
                    Map.entry("/agents", "a"),
                    Map.entry("/prompts", "p"),
                    Map.entry("/workflows", "f"),
                    Map.entry("/messages", "m"),
                    Map.entry("/runs", "r"),
                    Map.entry("/approvals", "v"),
                    Map.entry("/keys", "k"),
                    Map.entry("/webhooks", "w"),
                    Map.entry("/providers", "o"),
                    Map.entry("/usage", "l"),
                    Map.entry("/stats", "s"),
                    Map.entry("/budget", "b"),
                    Map.entry("/users", "u"),
                    Map.entry("/settings", ","),
                    Map.entry("/tenants", "t"));

    private GoLetters() {}

    static @Nullable String of(String href) {
        return LETTERS.get(href);
    }
}

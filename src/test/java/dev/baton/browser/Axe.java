package dev.baton.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with the page that a window shows: for axe (WCAG 2.2 AA), and for its own eyes. */
final class Axe {

    private static final Map<String, ?> STANDARD =
            Map.of("tags", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));

    /** All that a theme decides about. */
    private static final Map<String, ?> COLOURS =
            Map.of("rules", List.of("color-contrast", "link-in-text-block"));

    /** What is worth mending, in words. Nothing is loaded for rules that are not asked for. */
    private static final String RUN =
            """
            async (only) => {
                const [type, values] = Object.entries(only)[0];
                const options = {
                    runOnly: {type: type.slice(0, -1), values},
                    resultTypes: ['violations'],
                    preload: false
                };
                return (await axe.run(document, options)).violations
                    .filter((rule) => ['serious', 'critical'].includes(rule.impact))
                    .map((rule) => rule.id + ' at ' + rule.nodes.slice(0, 3).map((node) => node.html));
            }
            """;

    private Axe() {}

    /** The page as it stands, in its theme. */
    static List<String> mistakes(Window window) {
        var found = new ArrayList<>(window.complaints());
        if (!window.fits()) {
            found.add("wider than the window");
        }
        found.addAll(violations(window, STANDARD));
        forgetOwnComplaints(window);
        return found;
    }

    /** Its colours in the other theme, which the window then has. */
    static List<String> mistakesInOtherTheme(Window window) {
        window.changeTheme();
        var found = violations(window, COLOURS);
        if (!found.isEmpty()) {
            // On a busy machine something may still have been changing its colour; this draws it anew.
            window.page().reload();
            found = violations(window, COLOURS);
        }
        forgetOwnComplaints(window);
        return found;
    }

    /** Axe writes styles into the page, which the policy forbids it. */
    private static void forgetOwnComplaints(Window window) {
        window.complaints();
    }

    private static List<String> violations(Window window, Map<String, ?> only) {
        return ((List<?>) window.page().evaluate(RUN, only)).stream().map(String::valueOf).toList();
    }
}

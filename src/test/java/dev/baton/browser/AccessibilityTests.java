package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * What axe (WCAG 2.2 AA) says of every page, in every language and in both themes, wide and on a
 * phone. Nothing may be cut off to the right either.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("browser")
class AccessibilityTests {

    private static final Map<String, ?> STANDARD =
            Map.of("tags", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));

    /** All that a theme decides about. */
    private static final Map<String, ?> COLOURS =
            Map.of("rules", List.of("color-contrast", "link-in-text-block"));

    /** What is worth mending, in words. */
    private static final String AXE =
            """
            async (only) => {
                const [type, values] = Object.entries(only)[0];
                const options = {runOnly: {type: type.slice(0, -1), values}, resultTypes: ['violations']};
                return (await axe.run(document, options)).violations
                    .filter((rule) => ['serious', 'critical'].includes(rule.impact))
                    .map((rule) => rule.id + ' at ' + rule.nodes.slice(0, 3).map((node) => node.html));
            }
            """;

    private static final List<Look> LOOKS =
            List.of(
                    Look.LIGHT,
                    new Look(Look.THAI, ColorScheme.LIGHT, Look.PHONE),
                    new Look(Look.SPANISH, ColorScheme.DARK, Look.DESKTOP));

    @LocalServerPort int port;
    @Autowired Tour tour;
    @Autowired Workshop workshop;

    /** The looks at the same time: while one window is judged, the server draws for another. */
    @Test
    void everyPageCanBeUsedByEverybody() throws Exception {
        try (var threads = Executors.newFixedThreadPool(LOOKS.size())) {
            var tours = LOOKS.stream().map(look -> threads.submit(() -> mistakes(look))).toList();
            for (var tour : tours) {
                assertThat(tour.get()).isEmpty();
            }
        }
    }

    private List<String> mistakes(Look look) {
        var place = tour.furnish("http://localhost:" + port, workshop.owner(look.language()));
        var found = new ArrayList<String>();
        var closed =
                tour.lead(
                        place,
                        look,
                        (pattern, window) ->
                                mistakes(look, window).stream()
                                        .map(mistake -> look + " " + pattern + ": " + mistake)
                                        .forEach(found::add));
        closed.forEach(address -> found.add(look + " " + address + ": nobody can open it"));
        return found;
    }

    private static List<String> mistakes(Look look, Window window) {
        var found = new ArrayList<>(window.complaints());
        if (!window.fits()) {
            found.add("wider than the window");
        }
        found.addAll(violations(window, STANDARD));
        found.addAll(coloursIn(look.otherTheme(), window));
        window.in(look.theme());
        // axe writes styles into the page, which the policy forbids it.
        window.complaints();
        return found;
    }

    private static List<String> coloursIn(ColorScheme theme, Window window) {
        window.in(theme);
        var found = violations(window, COLOURS);
        if (found.isEmpty()) {
            return found;
        }
        // On a busy machine something may still have been changing its colour; this draws it anew.
        window.page().reload();
        return violations(window, COLOURS);
    }

    private static List<String> violations(Window window, Map<String, ?> only) {
        return ((List<?>) window.page().evaluate(AXE, only)).stream().map(String::valueOf).toList();
    }
}

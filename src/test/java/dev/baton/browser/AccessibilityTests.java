package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * What axe (WCAG 2.2 AA) says of every page, in every language and in both themes, wide and on a
 * phone. Nothing may be cut off to the right either.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("browser")
class AccessibilityTests {

    private static final Set<String> WORTH_MENDING = Set.of("serious", "critical");
    private static final List<String> STANDARD =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** All that a theme decides about. */
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

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
        found.addAll(violations(axe(window).withTags(STANDARD)));
        found.addAll(coloursIn(look.otherTheme(), window));
        window.in(look.theme());
        // axe writes styles into the page, which the policy forbids it.
        window.complaints();
        return found;
    }

    private static List<String> coloursIn(ColorScheme theme, Window window) {
        window.in(theme);
        var found = violations(axe(window).withRules(COLOURS));
        if (found.isEmpty()) {
            return found;
        }
        // On a busy machine something may still have been changing its colour; this draws it anew.
        window.page().reload();
        return violations(axe(window).withRules(COLOURS));
    }

    private static AxeBuilder axe(Window window) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // No page of ours frames another; the mode for frames opens a window for each analysis.
        return new AxeBuilder(window.page()).options(options).setLegacyMode(true);
    }

    private static List<String> violations(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .filter(rule -> WORTH_MENDING.contains(rule.getImpact()))
                .map(AccessibilityTests::inWords)
                .toList();
    }

    private static String inWords(Rule rule) {
        return rule.getId()
                + " at "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }
}

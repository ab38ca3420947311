package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;

import dev.baton.BesideOthers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * What holds for every page, in English in both themes and in the other languages in one of them,
 * wide and on a small phone: axe (WCAG 2.2 AA) finds nothing serious, nothing is cut off to the
 * right, on a small phone in any language, and what people type into it is never markup.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("browser")
@BesideOthers
class EveryPageTests {

    private static final List<Look> LOOKS =
            List.of(
                    Look.LIGHT,
                    new Look(Look.THAI, ColorScheme.LIGHT, Look.SMALL_PHONE),
                    new Look(Look.SPANISH, ColorScheme.DARK, Look.DESKTOP));

    private static final List<String> WHERE_NAMES_ARE_SHOWN =
            List.of(
                    "/approvals",
                    "/approvals/all",
                    "/approvals/by-role",
                    "/approvals/open",
                    "/approvals/{id}",
                    "/keys",
                    "/keys/{id}",
                    "/messages/{id}",
                    "/runs",
                    "/runs/{id}",
                    "/runs/{id}/comparison",
                    "/runs/{id}/fork",
                    "/runs/{id}/replay",
                    "/prompts",
                    "/prompts/{id}",
                    "/workflows",
                    "/workflows/{id}",
                    "/workflows/{id}/edit",
                    "/workflows/{id}/changes",
                    "/providers",
                    "/providers/{id}",
                    "/webhooks",
                    "/webhooks/{id}",
                    "/tenants");

    @LocalServerPort int port;
    @Autowired Tour tour;
    @Autowired Workshop workshop;

    private final Set<String> attacked = ConcurrentHashMap.newKeySet();

    /** The looks at the same time: while one window is judged, the server draws for another. */
    @Test
    void everyPageCanBeUsedByEverybodyAndMisusedByNobody() throws Exception {
        try (var threads = Executors.newFixedThreadPool(LOOKS.size())) {
            var tours = LOOKS.stream().map(look -> threads.submit(() -> mistakes(look))).toList();
            for (var tour : tours) {
                assertThat(tour.get()).isEmpty();
            }
        }
        assertThat(attacked).containsAll(WHERE_NAMES_ARE_SHOWN);
    }

    private List<String> mistakes(Look look) {
        var owner = workshop.owner(Attack.on("Acme"), look.language());
        var place = tour.furnish("http://localhost:" + port, owner, Attack::on);
        var found = new ArrayList<String>();
        var closed =
                tour.lead(
                        place,
                        look,
                        (pattern, window) ->
                                mistakes(pattern, window, look).stream()
                                        .map(mistake -> look + " " + pattern + ": " + mistake)
                                        .forEach(found::add));
        closed.forEach(address -> found.add(look + " " + address + ": nobody can open it"));
        return found;
    }

    private List<String> mistakes(String pattern, Window window, Look look) {
        if (Attack.isShown(window)) {
            attacked.add(pattern);
        }
        var found = Axe.mistakes(window);
        if (Attack.hasWorked(window)) {
            found.add("takes what people type for markup");
        }
        if (!window.fits(Look.SMALL_PHONE)) {
            found.add("wider than a small phone");
        }
        if (!window.showsItsTitle(Look.TABLET)) {
            found.add("covers its own title on a tablet");
        }
        if (look.equals(Look.LIGHT)) {
            found.addAll(Axe.mistakesInOtherTheme(window));
        }
        return found;
    }
}

package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Drawings of graphs on a screen that has little room. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class DrawingPathTests {

    private static final String OVERFLOW = "frame => frame.scrollWidth - frame.clientWidth";
    private static final String FIRST_IS_IN_SIGHT =
            """
            frame => {
                const box = frame.querySelector('.graph-box').getBoundingClientRect();
                const seen = frame.getBoundingClientRect();
                return box.left >= seen.left && box.right <= seen.right && box.top >= seen.top;
            }
            """;

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired WorkflowRegistry workflows;

    private TestPeople.Person owner;
    private Window window;

    @BeforeEach
    void aPhone() {
        owner = workshop.owner();
        var look = new Look(Locale.ENGLISH, ColorScheme.LIGHT, Look.PHONE);
        window = new Window("http://localhost:" + port, look).signIn(owner);
    }

    @AfterEach
    void close() {
        assertThat(window.complaints()).isEmpty();
        window.close();
    }

    @Test
    void aSmallOneIsSeenAsAWhole() {
        open("Small", 2);

        var frame = window.page().locator(".graph-scroll");
        assertThat((Integer) frame.evaluate(OVERFLOW)).isZero();
    }

    @Test
    void aLargeOneBeginsWithItsFirstStep() {
        open("Large", 7);

        var frame = window.page().locator(".graph-scroll");
        assertThat((Integer) frame.evaluate(OVERFLOW)).isPositive();
        assertThat(frame.evaluate(FIRST_IS_IN_SIGHT)).isEqualTo(true);
    }

    /** A step, and so many after it beside each other. */
    private void open(String name, int beside) {
        var steps = new ArrayList<Map<String, Object>>();
        steps.add(step("first", List.of()));
        IntStream.range(0, beside)
                .forEach(number -> steps.add(step("next" + number, List.of("first"))));
        var draft = WorkflowDraft.of(Map.of("steps", steps));
        var workflow = workflows.create(new WorkflowName(name, ""), draft, owner.actor());
        window.open("/workflows/" + workflow.id().value());
    }

    private static Map<String, Object> step(String id, List<String> after) {
        return Map.of("id", id, "kind", "transform", "value", 1, "after", after);
    }
}

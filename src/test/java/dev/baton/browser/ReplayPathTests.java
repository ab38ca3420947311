package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.work.Priority;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.Map;

/** A run is replayed with another input, and put beside the run that it came from. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class ReplayPathTests {

    private static final String GRAPH =
            """
            {"steps": [
              {"id": "ask", "kind": "agent", "agent": "echo",
               "messages": [{"role": "user", "content": "Tell ${input.who} of the long night"}]},
              {"id": "say", "kind": "transform", "value": "${results.ask.text}"}]}
            """;

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired RunDesk runs;

    private String run;
    private Window window;

    @BeforeEach
    void aRunThatHasEnded() {
        var owner = workshop.owner();
        workshop.echo(owner, "echo");
        run = begin(owner);
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
        window.open("/runs/" + run);
        standing("Completed");
    }

    private String begin(TestPeople.Person owner) {
        return runs.start(
                        owner.actor(),
                        NewRun.of(
                                "Night",
                                GRAPH,
                                null,
                                Map.of("who", "ada"),
                                Priority.NORMAL,
                                null,
                                Trace.start()))
                .id()
                .toString();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void whoReplaysARunSeesWhatDiffersFromTheRunItCameFrom() {
        window.page().locator("#run-commands summary").click();
        window.follow("Replay");
        sound();
        window.page().locator("summary:has-text('Change the input')").click();
        window.fill("input", "{\"who\": \"bob\"}").press("Begin the replay");

        standing("Completed");
        var report = window.page().locator("#run-replay");
        window.page().waitForCondition(() -> report.textContent().contains("own way at ask"));
        assertThat(report.locator("ins").first().textContent()).isEqualTo("bob");
        sound();

        window.follow("Compare with the run it came from");
        assertThat(window.page().locator("#compare-steps details[open]").count()).isEqualTo(2);
        assertThat(window.page().locator("#compare-input del").textContent()).isEqualTo("ada");
        sound();
        window.fill("with", "nothing").press("Compare");
        window.main().getByText("There is no id of a run in this.").waitFor();
        sound();
        assertThat(window.complaints()).as("but for the answer that refuses").isEmpty();
    }

    private void sound() {
        assertThat(Axe.mistakes(window)).isEmpty();
        assertThat(window.fits(Look.SMALL_PHONE)).isTrue();
        assertThat(Axe.mistakesInOtherTheme(window)).isEmpty();
    }

    private void standing(String status) {
        window.page()
                .waitForCondition(
                        () ->
                                window.page()
                                        .locator("#run-standing")
                                        .textContent()
                                        .contains(status));
    }
}

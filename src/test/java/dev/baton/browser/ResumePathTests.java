package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;

import dev.baton.BesideOthers;
import dev.baton.TestDatabase;
import dev.baton.drill.BatonProcess;
import dev.baton.drill.FurnishedBaton;
import dev.baton.drill.StepPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A run that somebody watches while the program that carries it out is killed. */
@Tag("database")
@BesideOthers
class ResumePathTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private StepPeer peer;
    private BatonProcess baton;
    private Window window;

    @BeforeEach
    void aProgramToBeKilled() throws Exception {
        peer = new StepPeer();
        baton =
                new BatonProcess(
                        Path.of("target", "resume-path-home"), TestDatabase.freshUrl(), peer.url());
        baton.start();
        window =
                new Window(baton.url(), Look.LIGHT)
                        .signIn(FurnishedBaton.OWNER, FurnishedBaton.PASSWORD);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
        peer.close();
        baton.close();
    }

    @Test
    void theRunResumesAndThePageThatWasOpenTellsIt() throws Exception {
        window.open("/runs/" + begin());
        shown("#live [data-state]:not([hidden])", "Live");
        await().atMost(PATIENCE).until(() -> asked("held") == 1);

        baton.kill();
        shown("#live [data-state]:not([hidden])", "Reconnecting");
        baton.start();

        shown("#live [data-state]:not([hidden])", "Live");
        await().atMost(PATIENCE).until(() -> asked("held") == 2);
        peer.release();
        shown("#run-standing", "Completed");

        assertThat(asked("first")).isEqualTo(1);
        assertThat(asked("last")).isEqualTo(1);
        assertThat(peer.of("watched")).extracting(StepPeer.Asked::key).doesNotContain("null");
        assertThat(
                        peer.of("watched").stream()
                                .filter(one -> one.step().equals("held"))
                                .map(StepPeer.Asked::key)
                                .distinct())
                .hasSize(1);
        assertThat(window.complaints()).isEmpty();
    }

    private String begin() throws Exception {
        var task =
                """
                {"graph": {"steps": [
                  {"id": "first", "kind": "http", "method": "POST", "url": "%1$s/watched/first"},
                  {"id": "held", "kind": "http", "method": "POST", "url": "%1$s/watched/held"},
                  {"id": "last", "kind": "http", "method": "POST", "url": "%1$s/watched/last"}]}}
                """
                        .formatted(peer.url());
        var request = baton.request("/api/v1/tasks").POST(BodyPublishers.ofString(task)).build();
        var answer = baton.http().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new JsonMapper().readTree(answer.body()).path("id").asString();
    }

    private long asked(String step) {
        return peer.of("watched").stream().filter(one -> one.step().equals(step)).count();
    }

    /** As soon as it is; the program needs a while to start and to find what the dead one left. */
    private void shown(String place, String words) {
        window.page()
                .locator(place)
                .filter(new Locator.FilterOptions().setHasText(words))
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE.toMillis()));
    }
}

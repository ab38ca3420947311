package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Letting a schedule fire for the past: counted first, then done. */
@Tag("database")
@ServerTest
@Import(TriggerConsole.class)
class BackfillPageTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TriggerConsole console;

    private Caller caller;
    private BatonClient client;
    private ConsoleBrowser admin;
    private String id = "";
    private String page = "";
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void somebody() {
        caller = console.caller();
        client = caller.client();
        admin = console.as(mvc, caller, Role.TENANT_ADMIN);
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        id = TriggerConsole.schedule(client, "hourly", "30 * * * *");
        page = "/triggers/" + id + "/backfill";
        now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    }

    @Test
    void countsTheLastDayAndSaysWhichTimes() {
        assertThat(admin.open(page))
                .hasStatusOk()
                .bodyText()
                .contains("Runs that would begin: 24", "By the clock of Europe/Madrid.", "Further");
    }

    @Test
    void beginsWhatWasCountedAndNothingTwice() {
        var span = span(now.minus(3, ChronoUnit.HOURS), now);
        assertThat(admin.open(page + span)).bodyText().contains("Runs that would begin: 3");

        assertThat(
                        admin.send(
                                page,
                                "from",
                                now.minus(3, ChronoUnit.HOURS).toString(),
                                "to",
                                now.toString()))
                .hasRedirectedUrl("/triggers/" + id);

        assertThat(admin.open("/triggers/" + id)).bodyText().contains("Runs that begin: 3");
        await().until(() -> firings() == 3);
        assertThat(admin.open(page + span)).bodyText().contains("No time is missing there");
    }

    @Test
    void saysWhyItWillNot() {
        assertThat(admin.open(page + span(now.minus(200, ChronoUnit.DAYS), now)))
                .hasStatus(422)
                .bodyText()
                .contains("choose a later beginning");
        assertThat(admin.open(page + span(now, now.minus(1, ChronoUnit.DAYS))))
                .hasStatus(422)
                .bodyText()
                .contains("The end must be after the beginning");
        assertThat(admin.open(page + span(now.minus(40, ChronoUnit.DAYS), now)))
                .hasStatusOk()
                .bodyText()
                .contains("Runs that would begin: 960", "At most 500 at a time")
                .doesNotContain("Begin these runs");
        assertThat(
                        admin.send(
                                page,
                                "from",
                                now.minus(40, ChronoUnit.DAYS).toString(),
                                "to",
                                now.toString()))
                .hasStatus(422)
                .bodyText()
                .contains("More are due than may begin at a time");
        client.post("/api/v1/triggers/" + id + "/pause", "{}");
        assertThat(admin.open(page))
                .bodyText()
                .contains("This trigger does not fire now.")
                .doesNotContain("Begin these runs");
        assertThat(
                        admin.send(
                                page,
                                "from",
                                now.minus(3, ChronoUnit.HOURS).toString(),
                                "to",
                                now.toString()))
                .hasStatus(422)
                .bodyText()
                .contains("This trigger does not fire now.");
        var hook = TriggerConsole.create(client, "{'name':'h','workflow':'report','webhook':{}}");
        assertThat(admin.open("/triggers/" + hook + "/backfill")).hasStatus(422);
    }

    private int firings() {
        return client.get("/api/v1/triggers/" + id + "/firings").json().path("data").size();
    }

    private static String span(Instant from, Instant to) {
        return "?from=" + from + "&to=" + to;
    }
}

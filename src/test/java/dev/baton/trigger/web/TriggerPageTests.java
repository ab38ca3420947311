package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The page of one trigger, and what may be wanted of it. */
@Tag("database")
@ServerTest
@Import(TriggerConsole.class)
class TriggerPageTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TriggerConsole console;

    private Caller caller;
    private BatonClient client;
    private ConsoleBrowser admin;
    private String page = "";
    private String id = "";

    @BeforeEach
    void somebody() {
        caller = console.caller();
        client = caller.client();
        admin = console.as(mvc, caller, Role.TENANT_ADMIN);
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        id = TriggerConsole.schedule(client, "weekly", "0 7 * * MON");
        page = "/triggers/" + id;
    }

    @Test
    void saysWhatItDoesAndWhenNext() {
        var body = ConsoleBrowser.body(admin.open(page));

        assertThat(body)
                .contains(
                        "Begins a run of report: at 07:00, on Monday, by the clock of"
                                + " Europe/Madrid.",
                        "class=\"state state-ok\"",
                        "It has not fired yet.",
                        "No run begins for it.");
        assertThat(body.substring(body.indexOf("id=\"times\"")).split("</ol>", 2)[0])
                .contains("Mon ", "07:00")
                .satisfies(times -> assertThat(times.split("<time", -1)).hasSize(6));
    }

    @Test
    void beginsARunNowAndTellsWhatCameOfEachFiring() {
        admin.open(page);

        var begun = admin.send(page + "/runs");

        assertThat(begun).hasStatus(302);
        var run = String.valueOf(begun.getResponse().getRedirectedUrl());
        assertThat(run).startsWith("/runs/");
        new RunClient(client).awaitEnd(run.substring("/runs/".length()));
        console.skipped(caller, id, "missed", "4");
        console.skipped(caller, id, "limit_reached_elsewhere", "Something was too much.");
        assertThat(admin.open(page))
                .bodyText()
                .contains(
                        "href=\"" + run + "\"",
                        "Completed",
                        "times left out: 4.",
                        "Something was too much.");
    }

    @Test
    void pausesWithAReasonAndGoesOn() {
        admin.open(page);

        assertThat(admin.send(page + "/pause", "reason", "public holidays")).hasRedirectedUrl(page);

        assertThat(admin.open(page))
                .bodyText()
                .contains(
                        "The trigger is paused.",
                        "Paused: public holidays",
                        page + "/resumption",
                        "these are the times at which it would")
                .doesNotContain("popovertarget=\"pause\"");
        assertThat(admin.send(page + "/pause", "reason", "x".repeat(301))).hasStatus(400);
        assertThat(admin.send(page + "/resumption")).hasRedirectedUrl(page);
        assertThat(admin.open(page))
                .bodyText()
                .contains("The trigger goes on.", "popovertarget=\"pause\"")
                .doesNotContain("Paused:");
    }

    @Test
    void saysHowOneThatWasStoppedGoesOn() {
        console.stop(caller, id);

        assertThat(admin.open(page))
                .bodyText()
                .contains("may begin no runs any more. Edit and save it", page + "/edit")
                .doesNotContain(page + "/resumption", "popovertarget=\"pause\"");
        assertThat(admin.send(page + "/resumption")).hasStatus(409);
    }

    @Test
    void asksBeforeItDeletes() {
        assertThat(admin.open(page))
                .bodyText()
                .contains("Delete weekly?", "popovertarget=\"delete\"");

        assertThat(admin.send(page + "/removal")).hasRedirectedUrl("/triggers");

        assertThat(admin.open(page)).hasStatus(404);
    }

    @Test
    void leadsToAWorkflowsTriggers() {
        var workflow = client.get("/api/v1/triggers/" + id).json().path("workflow_id").asString();

        assertThat(admin.open("/workflows/" + workflow))
                .bodyText()
                .contains("/triggers?workflow=" + workflow);
    }

    @Test
    void offersEachWhatTheyMay() {
        var operator = console.as(mvc, caller, Role.OPERATOR);
        assertThat(operator.open(page))
                .hasStatusOk()
                .bodyText()
                .contains(page + "/runs")
                .doesNotContain(page + "/edit", page + "/removal", page + "/pause");
        assertThat(operator.send(page + "/pause")).hasStatus(403);
        assertThat(operator.send(page + "/runs")).hasStatus(302);
        var viewer = console.as(mvc, caller, Role.VIEWER);
        assertThat(viewer.open(page)).hasStatusOk().bodyText().doesNotContain(page + "/runs");
        assertThat(viewer.send(page + "/runs")).hasStatus(403);
        var stranger = console.as(mvc, console.caller(), Role.TENANT_ADMIN);
        assertThat(stranger.open(page)).hasStatus(404);
        stranger.open("/triggers");
        assertThat(stranger.send(page + "/removal")).hasStatus(404);
    }
}

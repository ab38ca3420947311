package dev.baton.trigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
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

import java.util.List;
import java.util.Locale;

/** The list of triggers, as a browser without JavaScript meets it. */
@Tag("database")
@ServerTest
@Import(TriggerConsole.class)
class TriggerListPageTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TriggerConsole console;

    private Caller caller;
    private BatonClient client;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = console.caller();
        client = caller.client();
        admin = console.as(mvc, caller, Role.TENANT_ADMIN);
    }

    @Test
    void explainsTriggersToThoseWhoHaveNone() {
        assertThat(admin.open("/triggers"))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing begins runs by itself yet", "Publish a workflow first")
                .doesNotContain("<table", "id=\"filters\"");
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        assertThat(admin.open("/triggers")).bodyText().contains("href=\"/triggers/new\"");
        assertThat(admin.open("/triggers?kind=event")).bodyText().contains("Nothing matches");
    }

    @Test
    void saysOfEachKindWhenItFiresAndNarrowsThem() {
        var report = TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        var load = TriggerConsole.publish(client, "load", TriggerConsole.DONE);
        TriggerConsole.schedule(client, "weekly", "0 7 * * MON");
        TriggerConsole.create(
                client, "{'name':'told','workflow':'load','event':{'type':'agent.*'}}");
        TriggerConsole.create(
                client,
                "{'name':'after','workflow':'report','run_end':{'workflow':'"
                        + load
                        + "','on':['failed']}}");
        var hook =
                TriggerConsole.create(client, "{'name':'hook','workflow':'report','webhook':{}}");
        client.post("/api/v1/triggers/" + hook + "/pause", "{'reason':'holidays'}");

        var table = ScreenTable.of(admin.open("/triggers"));

        assertThat(table.column("")).containsExactly("hook", "after", "told", "weekly");
        assertThat(table.column("When"))
                .containsExactly(
                        "a request to its address",
                        "after load: Failed",
                        "event agent.*",
                        "at 07:00, on Monday (Europe/Madrid)");
        assertThat(table.column("Workflow")).containsExactly("report", "report", "load", "report");
        assertThat(table.column("Status").getFirst()).contains("Paused", "holidays");
        assertThat(table.column("Next").getLast()).endsWith(":00:00Z");
        assertThat(names("?kind=schedule")).containsExactly("weekly");
        assertThat(names("?status=paused")).containsExactly("hook");
        assertThat(names("?workflow=" + load)).containsExactly("told");
        assertThat(names("?workflow=" + report + "&status=active"))
                .containsExactly("after", "weekly");
        assertThat(names("?kind=none&status=none&workflow=none")).hasSize(4);
        assertThat(client.get("/api/v1/triggers?kind=webhook&status=paused").json().path("data"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("name").asString()).isEqualTo("hook"));
        assertThat(client.get("/api/v1/triggers?kind=none").status()).isEqualTo(400);
        assertThat(client.get("/api/v1/triggers?status=none").status()).isEqualTo(400);
    }

    @Test
    void saysItInTheReadersLanguage() {
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        TriggerConsole.schedule(client, "weekly", "0 7 * * MON");

        assertThat(console.as(mvc, caller, Role.VIEWER, Locale.of("es")).open("/triggers"))
                .bodyText()
                .contains("Programaciones", "a las 07:00, los lunes (Europe/Madrid)");
        assertThat(console.as(mvc, caller, Role.VIEWER, Locale.of("th")).open("/triggers"))
                .bodyText()
                .contains("เวลา 07:00");
    }

    @Test
    void leadsFromEachOfTheLastResultsToItsRun() {
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        var id = TriggerConsole.schedule(client, "weekly", "0 7 * * MON");
        var run = client.post("/api/v1/triggers/" + id + "/runs", "{}").json().path("run_id");
        console.skipped(caller, id, "overlap", run.asString());
        new RunClient(client).awaitEnd(run.asString());

        await().untilAsserted(
                        () ->
                                assertThat(admin.open("/triggers"))
                                        .bodyText()
                                        .contains(
                                                "href=\"/runs/" + run.asString() + "\"",
                                                ": Completed\"",
                                                "Skipped: A run that began before was still"
                                                        + " going on."));
    }

    @Test
    void asksAsOftenForManyAsForOne() {
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        TriggerConsole.schedule(client, "one", "0 7 * * MON");
        admin.open("/triggers");
        var one = RecordedStatements.during(() -> admin.open("/triggers")).size();
        for (var i = 0; i < 4; i++) {
            TriggerConsole.schedule(client, "more " + i, "0 7 * * MON");
        }
        admin.open("/triggers");

        assertThat(RecordedStatements.during(() -> admin.open("/triggers")))
                .hasSizeLessThanOrEqualTo(one);
    }

    @Test
    void pagesByKey() {
        TriggerConsole.publish(client, "report", TriggerConsole.DONE);
        for (var i = 0; i < 51; i++) {
            TriggerConsole.schedule(client, "number " + i, "0 7 * * MON");
        }

        var first = ConsoleBrowser.body(admin.open("/triggers"));
        var after = first.replaceAll("(?s).*after=([0-9a-f-]{36}).*", "$1");

        assertThat(names("?after=" + after)).containsExactly("number 0");
    }

    private List<String> names(String query) {
        return ScreenTable.of(admin.open("/triggers" + query)).column("");
    }
}

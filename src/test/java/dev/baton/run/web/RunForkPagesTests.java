package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** People let runs go on differently, and see beforehand what that comes to. */
@Tag("database")
@ServerTest
class RunForkPagesTests {

    private static final String GRAPH =
            """
            {'variables':{'amount':2},'steps':[
              {'id':'ask','kind':'agent','agent':'paid','title':'Ask first',
               'messages':[{'role':'user','content':'hello'}]},
              {'id':'twice','kind':'transform','value':'${variables.amount * 2}'}],
             'output':'${results.twice}'}
            """;

    private static final Pattern ONCE = Pattern.compile("name=\"once\" value=\"([0-9a-f-]{36})\"");

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;
    private String run;

    @BeforeEach
    void somebodyWhoseRunHasEnded() {
        caller = fixture.caller();
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs = new RunClient(caller.client());
        admin = browserOf(caller.tenant(), Role.TENANT_ADMIN);
        run = runs.carryOut(GRAPH, "{}").path("id").asString();
    }

    @Test
    void saysBeforehandWhatIsTakenOverAndWhatIsExecuted() {
        assertThat(admin.open("/runs/" + run + "?step=twice"))
                .bodyText()
                .contains("/runs/" + run + "/fork?step=twice");

        assertThat(admin.open("/runs/" + run + "/fork?step=twice"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Taken over, not paid again: 1",
                        "Executed anew: 1",
                        "Not paid again:",
                        "Ask first (ask)")
                .containsPattern("<option(?=[^>]*value=\"twice\")[^>]*selected");
        assertThat(admin.open("/runs/" + run + "/fork?step=ask"))
                .bodyText()
                .contains("Executed anew: 2")
                .doesNotContain("Taken over, not paid again", "Not paid again:");
        assertThat(admin.open("/runs/" + run + "/fork?step=nothing&version=x")).hasStatusOk();
    }

    @Test
    void saysHowManyItemsAreTakenOver() {
        run =
                runs.carryOut(
                                """
                                {'steps':[{'id':'all','kind':'map','over':'input.numbers','as':'n',
                                  'concurrency':1,'steps':[
                                    {'id':'ask','kind':'agent','agent':'paid',
                                     'messages':[{'role':'user','content':'item'}]},
                                    {'id':'part','kind':'transform','value':'${12 / n}'}]}]}
                                """,
                                "{'numbers':[3,4,0,5]}")
                        .path("id")
                        .asString();

        assertThat(admin.open("/runs/" + run + "/fork"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Taken over in part, the rest is executed: 1",
                        "Items taken over: 2 of 4",
                        "Not paid again:");
        assertThat(admin.open("/runs/" + run + "/fork?step=all"))
                .bodyText()
                .contains("Executed anew: 1")
                .doesNotContain("Items taken over", "Not paid again:");
    }

    @Test
    void doesNotExecuteAgainWhatIsTakenOver() {
        var other =
                begun(
                        fork(
                                "",
                                "step",
                                "twice",
                                "variables",
                                "{\"amount\":7}",
                                "title",
                                "Larger",
                                "reason",
                                "The amount was <wrong>."));

        var ended = runs.awaitEnd(other);

        assertThat(ended.path("output").asInt()).isEqualTo(14);
        assertThat(ended.path("title").asString()).isEqualTo("Larger");
        assertThat(ended.at("/forked_from/reason").asString()).isEqualTo("The amount was <wrong>.");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        assertThat(admin.open("/runs/" + other))
                .bodyText()
                .contains("Goes on from", "/runs/" + run, "The amount was &lt;wrong&gt;.");
        assertThat(admin.open("/runs/" + run))
                .bodyText()
                .contains("Runs that come from this one: 1", "/runs/" + other, "Larger");
    }

    /** Its button has no name: the browser's own guard against a second click is for those. */
    @Test
    void beginsOneRunHoweverOftenTheFormIsSent() {
        var page = admin.open("/runs/" + run + "/fork?step=twice");
        assertThat(page)
                .bodyText()
                .contains("<button class=\"btn btn-primary\">")
                .doesNotContain("data-submit", "value=\"begin\"");
        var once = once(page);

        var other = begun(fork("", "step", "twice", "once", once));

        assertThat(begun(fork("", "step", "twice", "once", once))).isEqualTo(other);
        assertThat(begun(fork("", "step", "twice", "title", "Other", "once", once)))
                .isNotEqualTo(other);
        assertThat(once(fork("preview", "step", "twice", "once", once))).isEqualTo(once);
        assertThat(once(admin.open("/runs/" + run + "/fork"))).isNotEqualTo(once);
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).hasSize(3);
    }

    /** The run goes on while somebody reads. */
    @Test
    void beginsWithTheVersionThatWasShown() {
        run = runs.begin("{'id':'ask','kind':'wait','signal':'go'}", "{}");
        var version = runs.awaitStatus(run, "waiting").path("version").asInt();
        var shown = "name=\"version\"[^>]*value=\"" + version + "\"";

        assertThat(admin.open("/runs/" + run + "/fork")).bodyText().containsPattern(shown);
        assertThat(fork("preview", "version", "")).bodyText().containsPattern(shown);
    }

    @Test
    void doesNotReadTheJournalOfALargeRunToShowWhatComesOfIt() {
        jdbc.update(
                "UPDATE run SET version = 10001 WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));

        assertThat(admin.open("/runs/" + run + "/fork"))
                .hasStatusOk()
                .bodyText()
                .contains("more than 10,000 versions")
                .doesNotContain("Executed anew");
        assertThat(fork("preview", "version", "1"))
                .hasStatusOk()
                .bodyText()
                .contains("Executed anew");
        assertThat(runs.awaitEnd(begun(fork("", "step", "twice"))).path("output").asInt())
                .isEqualTo(4);
    }

    /** Each letter has three bytes, and each step some lines that only people need. */
    @Test
    void measuresTheGraphAsThePageHasIt() {
        var large =
                "{'steps':[{'id':'a','kind':'transform','value':'" + "ก".repeat(70_000) + "'}]}";
        run = runs.carryOut(large, "{}").path("id").asString();

        assertThat(admin.open("/runs/" + run + "/fork"))
                .bodyText()
                .contains("The graph is too large to be changed here");
        refused("This has more than 200,000 bytes.", "graph", large.replace('\'', '"'));
    }

    @Test
    void leadsOnlyToARunThatIsStillThere() {
        var other = begun(fork("", "step", "twice"));
        assertThat(admin.open("/runs/" + other)).bodyText().contains("href=\"/runs/" + run);

        jdbc.update(
                "DELETE FROM run WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));

        assertThat(admin.open("/runs/" + other))
                .bodyText()
                .contains("Goes on from", "at version")
                .doesNotContain("href=\"/runs/" + run);
    }

    @Test
    void takesAnotherGraphWhereNothingWasDone() {
        var other =
                begun(
                        fork(
                                "",
                                "step",
                                "twice",
                                "graph",
                                GRAPH.replace('\'', '"').replace("* 2", "* 50")));

        assertThat(runs.awaitEnd(other).path("output").asInt()).isEqualTo(100);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void takesAnotherInputAndSaysWhereItDoesNotFit() {
        run =
                runs.carryOut(
                                """
                                {'input':{'type':'object','properties':{'n':{'type':'integer'}}},
                                 'steps':[{'id':'twice','kind':'transform','value':'${input.n * 2}'}],
                                 'output':'${results.twice}'}
                                """,
                                "{'n':1}")
                        .path("id")
                        .asString();
        assertThat(admin.open("/runs/" + run + "/fork"))
                .bodyText()
                .contains("Change the input", "&quot;n&quot; : 1");

        refused("At /n", "step", "twice", "input", "{\"n\":\"two\"}");
        refused("This is no JSON object.", "step", "twice", "input", "[2]");
        var other = begun(fork("", "step", "twice", "input", "{\"n\":21}"));

        assertThat(runs.awaitEnd(other).path("output").asInt()).isEqualTo(42);
    }

    @Test
    void onlyShowsUntilSomebodyBegins() {
        assertThat(fork("preview", "step", "twice", "variables", "{\"amount\":7}"))
                .hasStatusOk()
                .bodyText()
                .contains("Executed anew: 1", "&quot;amount&quot; : 7");

        assertThat(caller.client().get("/api/v1/runs").json().path("data")).hasSize(1);
    }

    @Test
    void saysAtTheFieldWhatIsWrongAndKeepsWhatWasTyped() {
        var graph = GRAPH.replace('\'', '"');

        refused("The run has had no such version.", "version", "99");
        refused("The run has had no such version.", "version", "last");
        refused("There is no such step.", "step", "none");
        refused("This is no JSON object.", "variables", "[1]");
        refused("This is no JSON object.", "variables", "{");
        refused(
                "These steps are done and must stay as they are: ask.",
                "step",
                "twice",
                "graph",
                graph.replace("hello", "goodbye"));
        refused("At /steps/1", "graph", graph.replace("transform", "nonsense"));
        refused("This has more than 500 letters.", "reason", "r".repeat(501));
        refused("This has more than 200 letters.", "title", "t".repeat(201));
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).hasSize(1);
    }

    @Test
    void isForThoseWhoMayBeginRunsOfTheirOwn() {
        var viewer = browserOf(caller.tenant(), Role.VIEWER);
        var stranger = browserOf(fixture.tenant(100, null), Role.TENANT_ADMIN);

        assertThat(viewer.open("/runs/" + run)).bodyText().doesNotContain("/fork");
        assertThat(viewer.open("/runs/" + run + "/fork")).hasStatus(403);
        assertThat(viewer.send("/runs/" + run + "/fork", "reason", "mine")).hasStatus(403);
        assertThat(stranger.open("/runs/" + run + "/fork")).hasStatus(404);
        assertThat(stranger.send("/runs/" + run + "/fork", "reason", "mine")).hasStatus(404);
    }

    private void refused(String told, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        if (!all.contains("reason")) {
            all.addAll(List.of("reason", "typed before"));
        }
        var answer = fork("", all.toArray(String[]::new));
        assertThat(answer)
                .as(told)
                .hasStatus(422)
                .bodyText()
                .contains("error-summary", "has-error", told);
        if (!List.of(fields).contains("reason")) {
            assertThat(answer).bodyText().contains("typed before");
        }
    }

    private MvcTestResult fork(String action, String... fields) {
        var all = new ArrayList<>(List.of("action", action));
        all.addAll(List.of(fields));
        return admin.send("/runs/" + run + "/fork", all.toArray(String[]::new));
    }

    private static String once(MvcTestResult page) {
        var found = ONCE.matcher(ConsoleBrowser.body(page));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String begun(MvcTestResult answer) {
        assertThat(answer).hasStatus3xxRedirection();
        var address = String.valueOf(answer.getResponse().getRedirectedUrl());
        assertThat(address).startsWith("/runs/").doesNotContain(run);
        return address.substring("/runs/".length());
    }

    private ConsoleBrowser browserOf(TenantId tenant, Role role) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, role).email(), TestPeople.PASSWORD);
        return browser;
    }
}

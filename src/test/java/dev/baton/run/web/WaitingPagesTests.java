package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;

import dev.baton.ConsoleBrowser;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.agent.AgentLimits;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.run.RunClient;
import dev.baton.tenant.Role;
import dev.baton.work.Seats;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Nothing waits or fails without saying for what, to people and to programs. */
@ServerTest
class WaitingPagesTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";
    private static final String ONE = "{'id':'a','kind':'transform','value':1}";

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;
    @Autowired private Seats seats;
    private Caller caller;
    private RunClient runs;
    private ConsoleBrowser admin;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        admin = browser(Locale.ENGLISH);
    }

    private ConsoleBrowser browser(Locale language) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(
                people.person(caller.tenant(), Role.TENANT_ADMIN, language).email(),
                TestPeople.PASSWORD);
        return browser;
    }

    @Test
    void aRunThatHasNotBegunSaysHowManyComeBeforeItAndWhatHoldsItBack() {
        var taken = seatsOfTenant();
        List<String> ids;
        try {
            ids = Stream.of(1, 2, 3).map(_ -> runs.begin(ONE, "{}")).toList();

            var last = waiting(ids.get(2));
            assertThat(last.path("what").asString()).isEqualTo("turn");
            assertThat(last.at("/facts/before").asString()).isEqualTo("2");
            assertThat(last.at("/facts/limit").asString()).isEqualTo("tenant_share");
            assertThat(last.at("/facts/taken").asInt())
                    .isEqualTo(taken.size())
                    .isEqualTo(last.at("/facts/most").asInt());
            assertThat(page(ids.get(2), ""))
                    .contains(
                            "It waits for its turn: 2 runs of this tenant come before it.",
                            "This instance executes %d runs of this tenant, of the %d"
                                    .formatted(taken.size(), taken.size()));
            assertThat(page(ids.get(1), "")).contains("one run of this tenant comes before it");
            assertThat(page(ids.get(0), "")).contains("it is the next of this tenant");
        } finally {
            taken.forEach(Seats.Seat::close);
        }
        ids.forEach(runs::awaitEnd);
        assertThat(waiting(ids.get(2)).isMissingNode()).isTrue();
        assertThat(page(ids.get(2), "")).doesNotContain("run-waiting");
    }

    @Test
    void aStepThatFindsNoPlaceSaysAtWhichAgentAndWhereToGiveItMore() throws Exception {
        var agent =
                fixture.limited(
                        caller.tenant(),
                        "narrow",
                        new AgentLimits(1, 1_000_000, Duration.ofSeconds(1), 0),
                        "narrowing");
        String byName;
        String byCapability;
        try (var _ = fixture.busy("narrow", caller.tenant())) {
            byName = runs.begin(agentStep("'agent':'narrow'"), "{}");
            byCapability = runs.begin(agentStep("'capability':'narrowing'"), "{}");

            await().until(() -> isFull(byName, "agent_concurrency"));
            await().until(() -> isFull(byCapability, "no_agent_fits"));

            await().untilAsserted(
                            () ->
                                    assertThat(page(byCapability, ""))
                                            .contains(
                                                    "No agent that fits has a free place: the"
                                                            + " agent narrow has 1 of 1 taken.",
                                                    "<code>no_agent_fits</code>",
                                                    "/agents/" + agent.id().value() + "/edit",
                                                    "id=\"run-waiting\""));
            var spanish = browser(Locale.of("es"));
            await().untilAsserted(
                            () ->
                                    assertThat(ConsoleBrowser.body(spanish.open("/runs/" + byName)))
                                            .contains(
                                                    "El agente narrow está lleno: 1 de 1 plazas"
                                                            + " están ocupadas."));
            var waiting = waiting(byCapability);
            assertThat(waiting.path("step").asString()).isEqualTo("ask");
        }
        for (var id : List.of(byName, byCapability)) {
            assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
            assertThat(runs.step(id, "ask").has("waiting_for")).isFalse();
            assertThat(runs.step(id, "ask").has("error")).isFalse();
        }
    }

    private boolean isFull(String run, String code) {
        var waiting = runs.step(run, "ask").path("waiting_for");
        return waiting.path("what").asString("").equals("room")
                && waiting.path("code").asString().equals(code)
                && waiting.at("/facts/agent").asString().equals("narrow")
                && waiting.at("/facts/concurrent").asString().equals("1")
                && waiting.has("until");
    }

    @Test
    void aStepAtALimitOfRequestsSaysWhoseItIsAndWhenItGoesOn() {
        fixture.limited(
                caller.tenant(),
                "seldom",
                new AgentLimits(10, 1, Duration.ofSeconds(30), 0),
                "seldom");
        var step = "{'steps':[" + agentStep("'agent':'seldom'") + "]}";
        runs.carryOut(step, "{}");
        var id = runs.begin(agentStep("'agent':'seldom'"), "{}");

        await().until(
                        () ->
                                runs.step(id, "ask")
                                        .at("/waiting_for/code")
                                        .asString("")
                                        .equals("rate_limited"));

        var waiting = runs.step(id, "ask").path("waiting_for");
        assertThat(waiting.at("/facts/limit").asString()).isEqualTo("agent");
        assertThat(waiting.at("/facts/per_minute").asString()).isEqualTo("1");
        assertThat(Instant.parse(waiting.path("until").asString())).isAfter(Instant.now());
        assertThat(page(id, ""))
                .contains("The limit of requests of the agent is used up: 1 a minute.");
        assertThat(ConsoleBrowser.body(browser(Locale.of("es")).open("/runs/" + id)))
                .contains("Se agotó el límite de peticiones del agente: 1 por minuto.");
    }

    @Test
    void aRunThatCostsTooMuchLeadsToTheBudget() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        fixture.budget(caller.tenant(), 1);

        var id =
                runs.carryOut("{'steps':[" + agentStep("'agent':'paid'") + "]}", "{}")
                        .path("id")
                        .asString();

        assertThat(page(id, ""))
                .contains("What is left of the month&#39;s budget does not cover the call.")
                .contains("<code>budget_exhausted</code>", "href=\"/budget\"");
    }

    @Test
    void aRunThatReachesItsLimitLeadsToTheLowerOne() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        var ask = agentStep("'agent':'paid'");
        var again = ask.replace("'ask'", "'again','after':['ask'],'when':'input.twice'");
        var steps = "'steps':[" + ask + "," + again + "]";
        var workflow = runs.publish("dear", "{'limits':{'cost':1.75}," + steps + "}");

        var ofStarter = reached("'workflow':'dear','max_cost':1.5,'input':{'twice':true}");
        var ofWorkflow = reached("'workflow':'dear','max_cost':1.9,'input':{'twice':true}");
        var ofNone = reached("'graph':{" + steps + "},'max_cost':1.5,'input':{'twice':true}");
        var parent =
                reached(
                        "'graph':{'limits':{'cost':1.5},'steps':[{'id':'sub','kind':'workflow',"
                                + "'workflow':'dear','input':{'twice':true}}]}");
        var child = runs.step(parent, "sub").at("/attempts/0/key").asString();

        assertThat(page(ofStarter, ""))
                .contains("href=\"/runs/new?workflow=" + workflow + "\">Begin a new run that may")
                .doesNotContain("See the workflow and its limits");
        assertThat(page(ofWorkflow, ""))
                .contains("href=\"/workflows/" + workflow + "\">See the workflow and its limits")
                .doesNotContain("Begin a new run that may");
        assertThat(page(ofNone, "")).contains("href=\"/runs/new\">Begin a new run that may");
        assertThat(page(child, ""))
                .contains("href=\"/runs/" + parent + "\">See the run that began it");
    }

    private String reached(String task) {
        var begun = runs.create("{" + task + "}", "Prefer", "wait=40");
        assertThat(begun.json().at("/error/code").asString())
                .as(begun.text())
                .isEqualTo("cost_limit_reached");
        return begun.json().path("id").asString();
    }

    @Test
    void aStepThatWaitsForAnotherRunLeadsToItAndBack() {
        runs.publish("wait", "{'steps':[" + WAITING + "]}");
        var id = runs.begin("{'id':'sub','kind':'workflow','workflow':'wait'}", "{}");
        runs.awaitStatus(id, "waiting");
        var child = runs.step(id, "sub").at("/attempts/0/key").asString();
        runs.awaitStatus(child, "waiting");

        assertThat(waiting(id).path("what").asString()).isEqualTo("run");
        assertThat(waiting(id).path("run_id").asString()).isEqualTo(child);
        assertThat(runs.step(id, "sub").at("/waiting_for/run_id").asString()).isEqualTo(child);
        assertThat(page(id, "&step=sub"))
                .contains("It waits for the end of", "/runs/" + child, "/runs?parent=" + id);
        assertThat(page(child, "")).contains("/runs/" + id + "?step=sub", "at the step sub");
        assertThat(waiting(child).path("signal").asString()).isEqualTo("go");
        assertThat(ScreenTable.of(admin.open("/runs?parent=" + id)).rows()).hasSize(1);
        assertThat(admin.open("/runs?parent=" + child)).bodyText().contains("Nothing matches");

        runs.command(child, "signals", "{'name':'go'}");

        runs.awaitEnd(id);
        assertThat(page(id, "&step=sub"))
                .contains("The run that it began:", "/runs/" + child)
                .doesNotContain("It waits for");
    }

    @Test
    void aStepThatNobodyLetsGoOnSaysWhy() {
        var paused = runs.begin(WAITING, "{}");
        runs.awaitStatus(paused, "waiting");
        runs.command(paused, "pause", "{}");
        var asked =
                runs.begin(
                        "{'id':'may','kind':'approval','details':{'a':1},'approval':{'title':'Go?','roles':['tenant_owner']}}",
                        "{}");
        var naps = runs.begin("{'id':'nap','kind':'wait','duration':'1h'}", "{}");

        runs.awaitStatus(paused, "paused");
        assertThat(waiting(paused).path("what").asString()).isEqualTo("resumption");
        runs.awaitStatus(asked, "waiting_approval");
        assertThat(waiting(asked).path("what").asString()).isEqualTo("approval");
        assertThat(waiting(asked).has("approval_id")).isTrue();
        runs.awaitStatus(naps, "waiting");
        assertThat(waiting(naps).path("what").asString()).isEqualTo("time");
        assertThat(page(naps, "")).contains("It waits until its time has come.");
    }

    @Test
    void anAttemptThatFailedTellsWhichAgentWasAskedAndWhy() {
        var provider = new WireMockServer(0);
        provider.start();
        try {
            fixture.remote(
                    caller.tenant(), "broken", provider.baseUrl() + "/v1", MessageFixture.HASTY);
            var id =
                    runs.carryOut("{'steps':[" + agentStep("'agent':'broken'") + "]}", "{}")
                            .path("id")
                            .asString();

            var attempt = runs.step(id, "ask").path("attempts").get(0);
            assertThat(attempt.path("agent").asString()).isEqualTo("broken");
            assertThat(attempt.path("message_id").asString())
                    .isEqualTo(attempt.path("key").asString());
            var code = attempt.at("/error/code").asString();
            assertThat(page(id, "&step=ask"))
                    .contains(">broken<", "Why this agent?", "/decisions/")
                    .contains("/messages/" + attempt.path("message_id").asString())
                    .contains("<code>" + code + "</code>");
        } finally {
            provider.stop();
        }
    }

    private static String agentStep(String which) {
        return "{'id':'ask','kind':'agent',"
                + which
                + ",'messages':[{'role':'user','content':'hello'}]}";
    }

    private JsonNode waiting(String id) {
        return runs.get(id).path("waiting_for");
    }

    private String page(String id, String more) {
        return ConsoleBrowser.body(admin.open("/runs/" + id + "?view=timeline" + more));
    }

    private List<Seats.Seat> seatsOfTenant() {
        var taken = new ArrayList<Seats.Seat>();
        for (var seat = seats.take("run", caller.tenant());
                seat.isPresent();
                seat = seats.take("run", caller.tenant())) {
            seat.map(taken::add);
        }
        return taken;
    }
}

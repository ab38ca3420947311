package dev.baton.run;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.baton.TestPeople;
import dev.baton.approval.ApprovalInbox;
import dev.baton.approval.Approvals;
import dev.baton.approval.Asked;
import dev.baton.approval.Verdict;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Tasks in plain words are planned, priced, and carried out exactly as they were planned. */
@ServerTest
class PlannedTaskTests {

    private static final String TASK =
            "Write a short text about the moon, then translate it into Spanish and German.";

    private static final String ASK =
            "{'id':'ask','kind':'agent','agent':'paid',"
                    + "'messages':[{'role':'user','content':'hello'}]}";

    @Autowired private MessageFixture fixture;

    @Autowired private Approvals approvals;
    @Autowired private ApprovalInbox inbox;

    @Autowired private TestPeople people;

    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void showsWhatWouldBeDoneAndDoesNothing() {
        var plan = dryRun("{'task':'" + TASK + "'}");

        assertThat(plan.path("hash").asString()).hasSize(64);
        assertThat(plan.path("steps").size()).isGreaterThanOrEqualTo(3);
        assertThat(plan.path("cost").path("currency").asString()).isEqualTo("USD");
        assertThat(plan.at("/time/high_ms").asLong()).isPositive();
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void callsNobodyForAPlan() {
        var peer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        peer.start();
        try {
            fixture.remote(caller.tenant(), "far", peer.baseUrl() + "/v1", MessageFixture.HASTY);
            var plan =
                    dryRun(
                            """
                            {'input':{},'graph':{
                              'input':{'type':'object'},
                              'steps':[
                              {'id':'ask','kind':'agent','agent':'far',
                               'messages':[{'role':'user','content':'hello'}]},
                              {'id':'any','kind':'agent',
                               'messages':[{'role':'user','content':'hello'}]},
                              {'id':'fetch','kind':'http','url':'%1$s/fetch'}]}}
                            """
                                    .formatted(peer.baseUrl()));

            assertThat(plan.path("steps")).hasSize(3);
            assertThat(plan.at("/steps/0/prompt").asString()).isEqualTo("user: hello");
            dryRun("{'task':'" + TASK + "'}");
            peer.verify(0, anyRequestedFor(anyUrl()));
        } finally {
            peer.stop();
        }
    }

    @Test
    void pricesOtherWorkflowsByWhatTheirRunsCameTo() {
        fixture.echo(caller.tenant(), "oracle", 7_000);
        runs.publish(
                "rounds",
                """
                {'steps':[{'id':'again','kind':'loop','max':4,'until':'true','steps':[
                  {'id':'ask','kind':'agent','agent':'oracle',
                   'messages':[{'role':'user','content':'Hello'}]}]}]}
                """);
        var task =
                "{'graph':{'steps':[{'id':'other','kind':'workflow','workflow':'rounds'}]},'input':{}}";

        var before = dryRun(task).at("/steps/0");
        assertThat(before.at("/workflow/name").asString()).isEqualTo("rounds");
        assertThat(before.at("/workflow/version").asInt()).isEqualTo(1);
        assertThat(before.at("/workflow").has("partial")).isFalse();
        assertThat(before.path("from_history").asBoolean()).isFalse();
        assertThat(before.at("/cost/high").asDecimal()).isEqualByComparingTo("0.000028");

        for (var run = 0; run < 5; run++) {
            assertThat(runs.create("{'workflow':'rounds'}", "Prefer", "wait=40").status())
                    .isEqualTo(200);
        }
        var after = dryRun(task);
        assertThat(after.at("/steps/0/from_history").asBoolean()).isTrue();
        assertThat(after.at("/cost/low").asDecimal()).isEqualByComparingTo("0.000007");
        assertThat(after.at("/cost/high").asDecimal()).isEqualByComparingTo("0.000007");
    }

    @Test
    void carriesOutExactlyThePlanThatWasShown() {
        var plan = dryRun("{'task':'" + TASK + "'}");

        var answer =
                runs.create("{'plan':'" + plan.path("hash").asString() + "'}", "Prefer", "wait=40");
        var run = answer.json();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("graph_hash")).isEqualTo(plan.path("graph_hash"));
        assertThat(run.at("/estimate/plan")).isEqualTo(plan.path("hash"));
        assertThat(run.at("/estimate/cost")).isEqualTo(plan.path("cost"));
    }

    @Test
    void tellsHowFarOffTheEstimatesOfAWorkflowsRunsWere() {
        var workflow = runs.publish("short", "{'steps':[{'id':'a','kind':'transform','value':1}]}");
        var path = "/api/v1/workflows/" + workflow + "/estimates";
        assertThat(caller.client().get(path).text()).isEqualTo("{\"runs\":0}");

        for (var more : List.of(",'max_cost':1", "")) {
            assertThat(
                            runs.create("{'workflow':'short'" + more + "}", "Prefer", "wait=40")
                                    .status())
                    .isEqualTo(200);
        }
        await().until(() -> caller.client().get(path).json().path("runs").asInt() == 1);

        var told = caller.client().get(path).json();
        assertThat(told.at("/time/inside").asDouble()).isBetween(0.0, 1.0);
        assertThat(told.at("/cost/inside").asDouble()).isEqualTo(1.0);
        assertThat(told.at("/cost").has("median_ratio")).isFalse();
        assertThat(fixture.caller().client().get(path).status()).isEqualTo(404);
        assertThat(caller.client().get("/api/v1/workflows/templates/estimates").json().path("data"))
                .isEmpty();
    }

    @Test
    void goesOnWithWhatWasMadeOnceSomebodyAgreed() {
        var id =
                runs.create(
                                "{'task':'Write a line about tea, get approval, then translate it"
                                        + " into Thai'}")
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting_approval");
        var owner = people.person(caller.tenant(), Role.TENANT_OWNER).actor();
        await().until(() -> inbox.waitingFor(owner, Asked.ANYHOW, null, 2).data().size() == 1);
        var asked = inbox.waitingFor(owner, Asked.ANYHOW, null, 2).data().getFirst();
        assertThat(asked.title()).isEqualTo("get approval");
        assertThat(approvals.get(asked.id()).arguments()).contains("Write a line about tea");
        assertThat(runs.steps(id))
                .extracting(step -> step.path("path").asString())
                .containsExactlyInAnyOrder("write", "approve");

        approvals.decide(asked.id(), Verdict.APPROVE, asked.actionHash(), "", owner);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(runs.state(id).at("/results/translate/text").asString())
                .contains("[write]", "Write a line about tea");
    }

    @Test
    void aRepeatNeedsThePlanNoMore() {
        var body = "{'plan':'" + dryRun("{'task':'" + TASK + "'}").path("hash").asString() + "'}";
        var first = runs.create(body, "Idempotency-Key", "once");
        jdbc.update("DELETE FROM plan WHERE tenant_id = ?", Ids.bytes(caller.tenant().value()));

        var again = runs.create(body, "Idempotency-Key", "once");

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(runs.create(body).json().path("code").asString()).isEqualTo("plan_not_found");
    }

    @Test
    void plansAndCarriesOutAtOnce() {
        var id = runs.create("{'task':'" + TASK + "','strategy':'cost'}").json();

        var run = runs.awaitEnd(id.path("id").asString());

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/estimate/source").asString()).isIn("rules", "template");
    }

    @Test
    void pricesSomebodysOwnGraph() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);

        var plan =
                dryRun(
                        """
                        {'graph':{'steps':[{'id':'a','kind':'agent','agent':'paid',
                          'messages':[{'role':'user','content':'hello'}]}]}}
                        """);

        assertThat(plan.path("source").asString()).isEqualTo("given");
        assertThat(plan.at("/cost/high").asString()).isEqualTo("1.00");
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void beginsNothingThatCostsMoreThanItMay() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs.publish("dear", graph("", ASK));
        var limited = "'graph':" + graph("'limits':{'cost':0.25},", ASK) + ",'input':{}";
        var hash = dryRun("{" + limited + "}").path("hash").asString();

        var shown = dryRun("{'workflow':'dear','max_cost':0.5}");
        assertThat(shown.path("max_cost").asString()).isEqualTo("0.50");
        assertThat(shown.path("above_max_cost").asString()).isEqualTo("low");

        for (var task :
                List.of(
                        "'workflow':'dear','max_cost':0.5",
                        "'graph':" + graph("", ASK) + ",'max_cost':0.5",
                        "'plan':'" + hash + "','max_cost':0.5",
                        "'plan':'" + hash + "'")) {
            var refused = runs.create("{" + task + "}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.json().path("code").asString()).isEqualTo("plan_over_cost");
            assertThat(refused.json().path("least_cost").asString()).isEqualTo("1.00");
            var isOfGraph = task.contains(hash);
            assertThat(refused.json().path("cost_limit").asString())
                    .isEqualTo(isOfGraph ? "0.25" : "0.50");
            assertThat(refused.text()).contains(isOfGraph ? "limits.cost" : "max_cost");
        }
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void plansWithAgentsThatItsRunCanPay() {
        fixture.echo(caller.tenant(), "cheap", 1_000_000, "write");
        fixture.echo(caller.tenant(), "dear", 9_000_000, "write");
        caller.client().ask("{'agent':'cheap','input':'who was never asked is preferred'}");
        var task = "{'task':'Write a poem','planner':'rules','max_cost':0.005}";

        var shown = dryRun(task);
        var run = runs.create(task, "Prefer", "wait=40").json();

        assertThat(shown.at("/steps/0/agent").asString()).isEqualTo("cheap");
        assertThat(shown.has("above_max_cost")).isFalse();
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
        assertThat(run.at("/cost/amount").asString()).isEqualTo("0.001");
    }

    @Test
    void stopsMidwayWhereItReachesWhatItMayCost() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        var again = ASK.replace("'ask'", "'again','after':['ask'],'when':'input.twice'");
        var task =
                "{'graph':"
                        + graph("", ASK + "," + again)
                        + ",'input':{'twice':true},'max_cost':1.5}";

        assertThat(dryRun(task).path("above_max_cost").asString()).isIn("likely", "high");
        var run = runs.create(task, "Prefer", "wait=40").json();

        assertThat(run.at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(run.at("/cost/amount").asString()).isEqualTo("1.00");
        assertThat(run.path("max_cost").asString()).isEqualTo("1.50");
        var restarted =
                caller.client()
                        .post("/api/v1/runs/" + run.path("id").asString() + "/restart", "{}")
                        .json();
        assertThat(runs.awaitEnd(restarted.path("id").asString()).path("max_cost").asString())
                .isEqualTo("1.50");
    }

    @Test
    void estimatesNothingForWhoSetsNoLimit() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);

        var begun = runs.create("{'graph':" + graph("'limits':{'cost':0.5},", ASK) + "}");

        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        var run = runs.awaitEnd(begun.json().path("id").asString());
        assertThat(run.at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(run.has("max_cost")).isFalse();
        assertThat(
                        jdbc.queryForObject(
                                "SELECT COUNT(*) FROM plan WHERE tenant_id = ?",
                                Integer.class,
                                Ids.bytes(caller.tenant().value())))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1000000000.01", "'much'"})
    void namesTheBoundsOfALimit(String limit) {
        for (var query : List.of("", "?dry_run=true")) {
            var refused =
                    caller.client()
                            .post("/api/v1/tasks" + query, "{'task':'x','max_cost':" + limit + "}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("max_cost");
        }
    }

    private static String graph(String limits, String steps) {
        return "{" + limits + "'steps':[" + steps + "]}";
    }

    @Test
    void refusesWhatItCannotPlan() {
        assertThat(runs.create("{'task':' '}").json().path("code").asString())
                .isEqualTo("plan_text_invalid");
        assertThat(runs.create("{'plan':'" + "0".repeat(64) + "'}").json().path("code").asString())
                .isEqualTo("plan_not_found");
        assertThat(runs.create("{'task':'x','strategy':'luck'}").status()).isEqualTo(400);
        assertThat(runs.create("{'task':'x','graph':{}}").status()).isEqualTo(400);
    }

    private JsonNode dryRun(String task) {
        var answer = caller.client().post("/api/v1/tasks?dry_run=true", task);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}

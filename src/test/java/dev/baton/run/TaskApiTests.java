package dev.baton.run;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Tasks are carried out by durable runs, and every request and answer of a step is real. */
@ServerTest
class TaskApiTests {

    private static WireMockServer peer;

    @Autowired private MessageFixture fixture;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeAll
    static void listen() {
        peer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        peer.start();
    }

    @AfterAll
    static void hangUp() {
        peer.stop();
    }

    @BeforeEach
    void somebody() {
        peer.resetAll();
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void sendsRequestsOneAfterTheOther() {
        answers("/one", 200, "{\"n\": 20}");
        answers("/two", 200, "{\"n\": 22}");

        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'one', 'kind': 'http', 'method': 'POST', 'url': '%1$s/one',
                           'body': {'of': '${input.who}'}},
                          {'id': 'two', 'kind': 'http', 'method': 'POST', 'url': '%1$s/two',
                           'body': {'n': '${results.one.body.n}'}}],
                         'output': {'sum': '${results.one.body.n + results.two.body.n}'}}
                        """
                                .formatted(peer.baseUrl()),
                        "{'who':'ada'}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("output").path("sum").asInt()).isEqualTo(42);
        assertThat(run.path("partial").asBoolean()).isFalse();
        peer.verify(
                postRequestedFor(urlEqualTo("/one"))
                        .withRequestBody(equalTo("{\"of\":\"ada\"}"))
                        .withHeader("Content-Type", equalTo("application/json")));
        peer.verify(postRequestedFor(urlEqualTo("/two")).withRequestBody(equalTo("{\"n\":20}")));
    }

    @Test
    void asksAgentsAndPaysForThem() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);

        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
                           'messages': [{'role': 'user', 'content': 'hello ${input.who}'}]}],
                         'output': '${results.ask.text}'}
                        """,
                        "{'who':'ada'}");

        assertThat(run.path("output").asString()).contains("hello ada");
        var step = runs.step(run.path("id").asString(), "ask");
        assertThat(step.path("status").asString()).isEqualTo("completed");
        var message = step.path("attempts").get(0).path("message_id").asString();
        assertThat(
                        caller.client()
                                .get("/api/v1/messages/" + message)
                                .json()
                                .path("status")
                                .asString())
                .isEqualTo("completed");
        assertThat(fixture.allUsage(caller.tenant()))
                .singleElement()
                .satisfies(
                        call ->
                                assertThat(call.costNanos())
                                        .isEqualTo(
                                                nanos(run.path("cost").path("amount").asString())));
    }

    private static long nanos(String amount) {
        return new BigDecimal(amount).movePointRight(9).longValueExact();
    }

    @Test
    void acceptsBeforeItIsDone() {
        answers("/slow", 200, "{}", 300);

        var accepted = runs.create(task("/slow"));
        var id = accepted.json().path("id").asString();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/tasks/" + id);
        runs.awaitEnd(id);
        assertThat(caller.client().get("/api/v1/tasks/" + id).json().path("status").asString())
                .isEqualTo("completed");
    }

    @Test
    void oneKeyBeginsOneRun() {
        answers("/once", 200, "{}");

        var first = runs.create(task("/once"), "Idempotency-Key", "k1");
        runs.awaitEnd(first.json().path("id").asString());
        var again = runs.create(task("/once"), "Idempotency-Key", "k1");
        var other = runs.create(task("/other"), "Idempotency-Key", "k1");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asString()).isEqualTo("idempotency_key_reused");
        peer.verify(1, postRequestedFor(urlEqualTo("/once")));
    }

    @Test
    void repeatsWhatMayPassUnderTheSameKey() {
        peer.stubFor(
                post("/flaky")
                        .inScenario("flaky")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(aResponse().withStatus(503))
                        .willSetStateTo("up"));
        peer.stubFor(
                post("/flaky")
                        .inScenario("flaky")
                        .whenScenarioStateIs("up")
                        .willReturn(aResponse().withStatus(200)));

        var run =
                runs.carryOut(
                        """
                        {'steps': [{'id': 'go', 'kind': 'http', 'method': 'POST', 'url': '%s/flaky',
                          'retry': {'backoff': '10ms'}}]}
                        """
                                .formatted(peer.baseUrl()),
                        "{}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        var requests = peer.findAll(postRequestedFor(urlEqualTo("/flaky")));
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).getHeader("Idempotency-Key"))
                .isEqualTo(requests.get(1).getHeader("Idempotency-Key"));
        var step = runs.step(run.path("id").asString(), "go");
        assertThat(step.path("attempts")).hasSize(2);
        assertThat(step.path("attempts").get(0).path("error").path("code").asString())
                .isEqualTo("http_503");
    }

    @Test
    void saysWhatFailedAndWhere() {
        answers("/bad", 400, "{}");

        var run = runs.carryOut(graph("/bad"), "{}");

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("http_400");
        assertThat(run.path("error").path("step").asString()).isEqualTo("go");
        await().untilAsserted(
                        () ->
                                assertThat(events.after(caller.tenant(), "run.failed", 0, 10))
                                        .singleElement()
                                        .satisfies(
                                                event ->
                                                        assertThat(event.data().toString())
                                                                .contains("http_400")));
        assertThat(events.after(caller.tenant(), "run.started", 0, 10)).hasSize(1);
    }

    @Test
    void refusesAGraphWithAllThatIsWrongWithIt() {
        var answer =
                runs.create(
                        """
                        {'graph': {'steps': [
                          {'id': 'one', 'kind': 'transform', 'value': '${input.', 'after': ['two']},
                          {'id': 'two', 'kind': 'nothing'}]}}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").asString()).isEqualTo("graph_refused");
        assertThat(answer.json().path("errors").size()).isGreaterThan(1);
    }

    @Test
    void refusesAnExpressionThatPublishingRefuses() {
        var graph =
                "{'variables':{'n':1},'steps':[{'id':'one','kind':'transform','value':'${size(variables.n)}'}]}";

        for (var more : List.of("", ",'max_cost':1")) {
            var refused = runs.create("{'graph':" + graph + more + "}");
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.json().path("code").asString()).isEqualTo("graph_refused");
            assertThat(refused.text()).contains("/steps/0/value: size is not for integer");
        }
        var shown = caller.client().post("/api/v1/tasks?dry_run=true", "{'graph':" + graph + "}");
        assertThat(shown.status()).isEqualTo(422);
        assertThat(shown.text()).contains("/steps/0/value: size is not for integer");
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
    }

    @Test
    void refusesInputThatDoesNotFit() {
        var answer =
                runs.create(
                        """
                        {'graph': {'input': {'type': 'object', 'required': ['who'],
                                             'properties': {'who': {'type': 'string', 'pattern': '^a+$'}}},
                                   'steps': [{'id': 'one', 'kind': 'transform', 'value': 1}]},
                         'input': {'who': 'b'}}
                        """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("/who");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(runs.create("{}").json().path("errors").get(0).path("field").asString())
                .isEqualTo("task");
        assertThat(
                        runs.create(task("/x").replace("'graph'", "'priority':'urgent','graph'"))
                                .status())
                .isEqualTo(400);
        assertThat(runs.create(task("/x"), "Prefer", "wait=61").status()).isEqualTo(400);
        assertThat(runs.create(task("/x"), "Idempotency-Key", "k".repeat(256)).status())
                .isEqualTo(400);
    }

    @Test
    void waitsWithoutBeingExecutedAndGoesOnWithASignal() {
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'wait', 'signal': 'go'},
                        {'id': 'told', 'kind': 'transform', 'value': '${results.ask.payload.n + 1}'}
                        """,
                        "{}");

        var waiting = runs.awaitStatus(id, "waiting");
        assertThat(waiting.path("progress").asDouble()).isZero();
        assertThat(runs.step(id, "ask").path("waits_for_signal").asString()).isEqualTo("go");
        await().until(() -> owner(id) == null);

        assertThat(runs.command(id, "signals", "{'name':'go','payload':{'n':41}}").status())
                .isEqualTo(204);
        var run = runs.awaitEnd(id);

        assertThat(run.path("output").asInt()).isEqualTo(42);
    }

    private byte[] owner(String run) {
        return jdbc.queryForObject(
                "SELECT owner FROM work_item WHERE tenant_id = ? AND queue = 'run' AND id = ?",
                byte[].class,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }

    @Test
    void pausesAndGoesOn() {
        answers("/first", 200, "{}", 500);
        answers("/second", 200, "{}");
        var id =
                runs.begin(
                        """
                        {'id': 'first', 'kind': 'http', 'method': 'POST', 'url': '%1$s/first'},
                        {'id': 'second', 'kind': 'http', 'method': 'POST', 'url': '%1$s/second'}
                        """
                                .formatted(peer.baseUrl()),
                        "{}");

        assertThat(runs.command(id, "pause", "{'reason':'lunch'}").status()).isEqualTo(204);
        runs.awaitStatus(id, "paused");
        await().until(() -> runs.step(id, "first").path("status").asString().equals("completed"));
        peer.verify(0, postRequestedFor(urlEqualTo("/second")));
        assertThat(caller.client().send("DELETE", "/api/v1/runs/" + id + "/pause", "").status())
                .isEqualTo(204);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        peer.verify(1, postRequestedFor(urlEqualTo("/first")));
        peer.verify(1, postRequestedFor(urlEqualTo("/second")));
    }

    @Test
    void cancelsWhateverIsUnderWay() {
        answers("/long", 200, "{}", 30_000);
        var id =
                runs.begin(
                        "{'id':'go','kind':'http','method':'POST','url':'"
                                + peer.baseUrl()
                                + "/long'}",
                        "{}");
        await().until(() -> !peer.findAll(postRequestedFor(urlEqualTo("/long"))).isEmpty());

        runs.command(id, "cancellation", "{'reason':'not needed'}");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("cancelled");
        assertThat(run.path("error").path("message").asString()).contains("not needed");
        assertThat(runs.step(id, "go").path("status").asString()).isEqualTo("cancelled");
        var again = runs.command(id, "cancellation", "{}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("code").asString()).isEqualTo("run_ended");
        assertThat(events.after(caller.tenant(), "run.cancelled", 0, 10)).hasSize(1);
    }

    @Test
    void variablesAreChangedFromOutside() {
        var id =
                runs.create(
                                """
                                {'graph': {'variables': {'limit': 1}, 'steps': [
                                  {'id': 'ask', 'kind': 'wait', 'signal': 'go'},
                                  {'id': 'told', 'kind': 'transform', 'value': '${variables.limit}'}]}}
                                """)
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting");

        assertThat(
                        caller.client()
                                .send("PATCH", "/api/v1/runs/" + id + "/variables", "{'limit':7}")
                                .status())
                .isEqualTo(204);
        runs.command(id, "signals", "{'name':'go'}");

        assertThat(runs.awaitEnd(id).path("output").asInt()).isEqualTo(7);
        assertThat(runs.state(id).path("variables").path("limit").asInt()).isEqualTo(7);
    }

    @Test
    void takesEachSignalInOnceHoweverManyComeWhileItWritesOrLeaves() throws Exception {
        var id =
                runs.create(
                                """
                                {'graph':{'variables':{'seen':[]},'steps':[
                                  {'id':'again','kind':'loop','max':40,'steps':[
                                    {'id':'ask','kind':'wait','signal':'go',
                                     'assign':{'seen':{'append':'${result.payload.n}'}}}]}]}}
                                """)
                        .json()
                        .path("id")
                        .asString();
        var numbers = IntStream.range(0, 40).boxed().toList();

        try (var senders = Executors.newFixedThreadPool(4)) {
            var sent = senders.invokeAll(numbers.stream().map(n -> signal(id, n)).toList());
            for (var one : sent) {
                assertThat(one.get()).isEqualTo(204);
            }
        }
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        var seen = new ArrayList<Integer>();
        runs.state(id).path("variables").path("seen").forEach(n -> seen.add(n.asInt()));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(numbers);
    }

    private Callable<Integer> signal(String run, int number) {
        var body = "{'name':'go','payload':{'n':" + number + "}}";
        return () -> runs.command(run, "signals", body).status();
    }

    @Test
    void stateIsKnownAtEachVersion() {
        answers("/one", 200, "{}");
        var run =
                runs.carryOut(
                        """
                        {'variables': {'n': 0}, 'steps': [
                          {'id': 'one', 'kind': 'http', 'method': 'POST', 'url': '%s/one',
                           'assign': {'n': {'add': 5}}}]}
                        """
                                .formatted(peer.baseUrl()),
                        "{}");
        var id = run.path("id").asString();
        var versions = run.path("version").asInt();

        var first = caller.client().get("/api/v1/runs/" + id + "/state?version=1").json();
        var last = caller.client().get("/api/v1/runs/" + id + "/state?version=" + versions).json();

        assertThat(first.path("variables").path("n").asInt()).isZero();
        assertThat(first.path("status").asString()).isEqualTo("running");
        assertThat(last.path("variables").path("n").asInt()).isEqualTo(5);
        assertThat(last.path("status").asString()).isEqualTo("completed");
        assertThat(last.path("results").path("one").path("status").asInt()).isEqualTo(200);
        assertThat(caller.client().get("/api/v1/runs/" + id + "/state?version=99").status())
                .isEqualTo(400);
        assertThat(runs.journal(id).get(0).path("events").get(0).path("type").asString())
                .isEqualTo("run_started");
    }

    @Test
    void listsRunsByTheirStatus() {
        answers("/bad", 400, "{}");
        var failed = runs.carryOut(graph("/bad"), "{}").path("id").asString();
        var done = runs.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}");

        assertThat(ids("?limit=1")).containsExactly(done.path("id").asString());
        assertThat(ids("?limit=1&after=" + done.path("id").asString())).containsExactly(failed);
        assertThat(ids("?status=failed")).containsExactly(failed);
        assertThat(caller.client().get("/api/v1/runs?status=lost").status()).isEqualTo(400);
    }

    private List<String> ids(String query) {
        return caller.client()
                .get("/api/v1/runs" + query)
                .json()
                .path("data")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }

    @Test
    void costsNoMoreThanItsLimit() {
        fixture.echo(caller.tenant(), "dear", 2_000_000_000L);

        var run =
                runs.carryOut(
                        """
                        {'limits': {'cost': 3}, 'steps': [
                          {'id': 'one', 'kind': 'agent', 'agent': 'dear',
                           'messages': [{'role': 'user', 'content': 'a'}]},
                          {'id': 'two', 'kind': 'agent', 'agent': 'dear',
                           'messages': [{'role': 'user', 'content': 'b'}]}]}
                        """,
                        "{}");

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("cost_limit_reached");
        assertThat(run.path("error").path("step").asString()).isEqualTo("two");
        assertThat(fixture.allUsage(caller.tenant()))
                .filteredOn(call -> call.costNanos() > 0)
                .hasSize(1);
    }

    @Test
    void takesNoLongerThanItsLimit() {
        var id =
                runs.create(
                                """
                                {'graph': {'limits': {'duration': '1s'}, 'steps': [
                                  {'id': 'ask', 'kind': 'wait', 'signal': 'never'}]}}
                                """)
                        .json()
                        .path("id")
                        .asString();

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("timed_out");
    }

    @Test
    void undoesWhatItDidWhenItsTimeIsUpHoweverLongThatTakes() {
        answers("/book", 200, "{}");
        answers("/cancel", 200, "{}", 700);
        var id =
                runs.create(
                                """
                                {'graph': {'limits': {'duration': '1s'}, 'steps': [
                                  {'id': 'book', 'kind': 'http', 'method': 'POST', 'url': '%1$s/book',
                                   'compensation': {'kind': 'http', 'method': 'POST',
                                                    'url': '%1$s/cancel'}},
                                  {'id': 'ask', 'kind': 'wait', 'signal': 'never'}]}}
                                """
                                        .formatted(peer.baseUrl()))
                        .json()
                        .path("id")
                        .asString();

        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("timed_out");
        assertThat(run.at("/error/code").asString()).isEqualTo("run_timed_out");
        peer.verify(1, postRequestedFor(urlEqualTo("/cancel")));
        assertThat(runs.step(id, "undo:book").path("status").asString()).isEqualTo("completed");
    }

    @Test
    void closesItemsThatAreNotWaitedForAnyMore() {
        answers("/quick", 200, "{}");
        answers("/bad", 400, "{}");
        answers("/long", 200, "{}", 30_000);
        var id =
                runs.begin(
                        """
                        {'id': 'first', 'kind': 'map', 'over': 'input.first', 'as': 'at',
                         'join': {'strategy': 'first_success'}, 'after': [], 'steps': [
                          {'id': 'a', 'kind': 'http', 'method': 'POST', 'url': '%1$s/${at}'}]},
                        {'id': 'all', 'kind': 'map', 'over': 'input.all', 'as': 'at',
                         'on_failure': {'policy': 'continue'}, 'after': [], 'steps': [
                          {'id': 'b', 'kind': 'http', 'method': 'POST', 'url': '%1$s/${at}'}]},
                        {'id': 'go', 'kind': 'wait', 'signal': 'go', 'after': ['first', 'all']}
                        """
                                .formatted(peer.baseUrl()),
                        "{'first':['quick','long'],'all':['bad','long']}");

        runs.awaitStatus(id, "waiting");

        for (var dropped : List.of("first/1/a", "all/1/b")) {
            var step = runs.step(id, dropped);
            assertThat(step.path("status").asString()).as(dropped).isEqualTo("cancelled");
            assertThat(step.at("/attempts/0/ended_at").isString()).as(dropped).isTrue();
        }
        assertThat(runs.step(id, "all/0/b").path("status").asString()).isEqualTo("failed");
    }

    @Test
    void tellsHowOftenAStepMayBeTriedAgain() {
        answers("/one", 200, "{}");
        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'one', 'kind': 'http', 'method': 'POST', 'url': '%s/one'},
                          {'id': 'two', 'kind': 'http', 'method': 'POST', 'url': '%s/one',
                           'retry': {'retries': 7}},
                          {'id': 'sum', 'kind': 'transform', 'value': 1}]}
                        """
                                .formatted(peer.baseUrl(), peer.baseUrl()),
                        "{}");

        assertThat(runs.steps(run.path("id").asString()))
                .extracting(step -> step.path("max_retries").asInt(-1))
                .containsExactly(3, 7, 0);
    }

    @Test
    void asksTheNextAgentWhereTheBestHasFailedAtTheStep() {
        var tenant = fixture.tenant(1_000_000, null);
        caller = fixture.caller(tenant);
        runs = new RunClient(caller.client());
        fixture.echo(tenant, "quick", 0);
        fixture.remote(tenant, "able", peer.baseUrl() + "/v1", MessageFixture.HASTY);
        answers(
                "/v1/chat/completions",
                200,
                """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "stub-model",
                 "choices": [{"index": 0, "finish_reason": "stop",
                              "message": {"role": "assistant", "content": "{\\"name\\": \\"Ada\\"}"}}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}
                """,
                100);
        // The quicker one is the better one.
        for (var agent : List.of("quick", "able")) {
            var answer = caller.client().ask("{'agent':'" + agent + "','input':'x'}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }

        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'fill', 'kind': 'agent',
                           'messages': [{'role': 'user', 'content': 'hello'}],
                           'schema': {'type': 'object', 'required': ['name'],
                                      'properties': {'name': {'type': 'string'}}},
                           'retry': {'retries': 1, 'backoff': '0s'}}]}
                        """,
                        "{}");

        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
        var attempts = runs.step(run.path("id").asString(), "fill").path("attempts");
        assertThat(attempts)
                .extracting(attempt -> attempt.path("agent").asString())
                .containsExactly("quick", "able");
        var message =
                caller.client()
                        .get("/api/v1/messages/" + attempts.get(1).path("message_id").asString())
                        .json();
        var decision =
                caller.client()
                        .get("/api/v1/decisions/" + message.path("decision_id").asString())
                        .json();
        assertThat(decision.at("/explanation/candidates"))
                .extracting(
                        one -> one.path("name").asString() + " " + one.path("reason").asString())
                .contains("able chosen", "quick failed_before");
    }

    @Test
    void tellsThatAnotherAgentAnsweredThanWasAskedFor() {
        fixture.disable(fixture.echo(caller.tenant(), "off", 0));

        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'ask', 'kind': 'agent', 'agent': 'off', 'retry': {'retries': 0},
                           'messages': [{'role': 'user', 'content': 'hello'}],
                           'on_failure': {'policy': 'other_agent', 'agent': 'echo'}}]}
                        """,
                        "{}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        var step = runs.step(run.path("id").asString(), "ask");
        assertThat(step.path("degraded").asBoolean()).isTrue();
        assertThat(step.at("/arguments/instead_of").asString()).isEqualTo("off");
    }

    private void answers(String path, int status, String body) {
        answers(path, status, body, 0);
    }

    private void answers(String path, int status, String body, int millis) {
        peer.stubFor(
                post(path)
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body)
                                        .withFixedDelay(millis)));
    }

    private static String graph(String path) {
        return "{'steps':[{'id':'go','kind':'http','method':'POST','url':'"
                + peer.baseUrl()
                + path
                + "'}]}";
    }

    private static String task(String path) {
        return "{'graph':" + graph(path) + "}";
    }
}

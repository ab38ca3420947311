package dev.baton.run;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.stream.IntStream;

/** Runs go on as other runs: what was done is taken over, neither executed nor paid again. */
@ServerTest
class ForkTests {

    private static WireMockServer peer;

    @Autowired private MessageFixture fixture;

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
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs = new RunClient(caller.client());
        answers("/pay", 400);
        answers("/tell", 200);
    }

    @Test
    void triesAgainWhatFailedAndWhatComesAfterIt() {
        var failed = failed();
        answers("/pay", 200);

        var accepted = post(failed, "retry", "{}");
        var run = runs.awaitEnd(accepted.json().path("id").asString());

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/cost/amount").asString()).isEqualTo("0.00");
        assertThat(run.at("/forked_from/id").asString()).isEqualTo(failed);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        peer.verify(2, postRequestedFor(urlEqualTo("/pay")));
        peer.verify(1, postRequestedFor(urlEqualTo("/tell")));
        assertThat(runs.get(failed).path("status").asString()).isEqualTo("failed");
        var keys =
                peer.findAll(postRequestedFor(urlEqualTo("/pay"))).stream()
                        .map(request -> request.getHeader("Idempotency-Key"))
                        .distinct();
        assertThat(keys).hasSize(2);
    }

    @Test
    void aRequestOfAStepCarriesTheTraceOfItsRunUnlessItsGraphSaysOtherwise() {
        var run = failed();
        var trace = runs.get(run).path("trace_id").asString();
        var own = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";

        runs.carryOut(
                "{'steps':[{'id':'tell','kind':'http','method':'POST','url':'"
                        + peer.baseUrl()
                        + "/own','headers':{'Traceparent':'"
                        + own
                        + "'}}]}",
                "{}");

        assertThat(trace).hasSize(32);
        peer.verify(
                postRequestedFor(urlEqualTo("/pay"))
                        .withHeader("traceparent", matching("00-" + trace + "-[0-9a-f]{16}-01")));
        assertThat(peer.findAll(postRequestedFor(urlEqualTo("/own"))))
                .allSatisfy(
                        request ->
                                assertThat(request.header("traceparent").values())
                                        .containsExactly(own))
                .isNotEmpty();
    }

    @Test
    void ofManyItemsOnlyThatIsExecutedAgainWhichFailed() {
        var steps =
                """
                {'steps': [
                  {'id': 'all', 'kind': 'map', 'over': 'input.numbers', 'as': 'n',
                   'concurrency': 1, 'steps': [
                     {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
                      'messages': [{'role': 'user', 'content': 'item ${n}'}]},
                     {'id': 'send', 'kind': 'http', 'method': 'POST', 'url': '%s/${n}'}],
                   'output': '${n * 2}'}],
                 'output': '${results.all}'}
                """
                        .formatted(peer.baseUrl());
        var numbers = IntStream.range(0, 20).boxed().toList();
        numbers.forEach(n -> answers("/" + n, n == 19 ? 400 : 200));
        var failed = runs.carryOut(steps, "{'numbers':" + numbers + "}");
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        answers("/19", 200);
        var requests = peer.getAllServeEvents().size();

        var again = post(failed.path("id").asString(), "retry", "{}");
        var run = runs.awaitEnd(again.json().path("id").asString());

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/cost/amount").asString()).isEqualTo("0.00");
        assertThat(run.path("output").valueStream().map(JsonNode::asInt))
                .containsExactlyElementsOf(numbers.stream().map(n -> n * 2).toList());
        assertThat(peer.getAllServeEvents()).hasSize(requests + 1);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(20);
    }

    @Test
    void onlyOneRunUnderOneKey() {
        var failed = failed();

        var first = post(failed, "retry", "{}", "Idempotency-Key", "k");
        var again = post(failed, "retry", "{}", "Idempotency-Key", "k");

        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void goesOnWithOtherVariables() {
        var failed = failed();
        answers("/pay", 200);

        var id =
                post(failed, "forks", "{'from_step':'pay','variables':{'amount':7},'title':'Less'}")
                        .json()
                        .path("id")
                        .asString();
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("title").asString()).isEqualTo("Less");
        peer.verify(
                postRequestedFor(urlEqualTo("/pay")).withRequestBody(equalTo("{\"amount\":7}")));
    }

    @Test
    void takesAGraphThatChangesOnlyWhatIsNotDone() {
        var failed = failed();

        var other =
                graph().replace("'" + peer.baseUrl() + "/pay'", "'" + peer.baseUrl() + "/tell'");
        var changed = graph().replace("'hello'", "'goodbye'");
        var run =
                runs.awaitEnd(
                        post(failed, "forks", "{'from_step':'pay','graph':" + other + "}")
                                .json()
                                .path("id")
                                .asString());
        var refused = post(failed, "forks", "{'from_step':'pay','graph':" + changed + "}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asString()).contains("ask");
    }

    @Test
    void goesOnFromAVersion() {
        var failed = failed();
        answers("/pay", 200);

        var id = post(failed, "forks", "{'version':1}").json().path("id").asString();
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/forked_from/version").asInt()).isEqualTo(1);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
    }

    @Test
    void beginsAgainWithTheSameInput() {
        var failed = failed();
        answers("/pay", 200);

        var run = runs.awaitEnd(post(failed, "restart", "{}").json().path("id").asString());

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
        assertThat(runs.state(run.path("id").asString()).at("/input/who").asString())
                .isEqualTo("ada");
    }

    @Test
    void beginsAgainWithTheNewestVersionOfItsWorkflow() {
        var one = "{'steps':[{'id':'a','kind':'transform','value':'${input.n}'}]}";
        var workflow = runs.publish("newest", one);
        var run =
                caller.client()
                        .post(
                                "/api/v1/tasks",
                                "{'workflow':'newest','input':{'n':3}}",
                                "Prefer",
                                "wait=40")
                        .json()
                        .path("id")
                        .asString();
        runs.publishAgain(workflow, one.replace("${input.n}", "${input.n * 2}"));

        var newest = post(run, "restart", "{'newest_version':true}", "Idempotency-Key", "n");
        var ended = runs.awaitEnd(newest.json().path("id").asString());
        var same = runs.awaitEnd(post(run, "restart", "{}").json().path("id").asString());

        assertThat(ended.path("output").asInt()).isEqualTo(6);
        assertThat(ended.at("/workflow/version").asInt()).isEqualTo(2);
        assertThat(same.path("output").asInt()).isEqualTo(3);
        assertThat(runs.state(ended.path("id").asString()).path("workflow_id").asString())
                .isEqualTo(workflow);
        assertThat(post(run, "restart", "{}", "Idempotency-Key", "n").status()).isEqualTo(422);
    }

    @Test
    void hasNoNewerVersionOfAGraphOfItsOwn() {
        var run = failed();

        assertThat(post(run, "restart", "{'newest_version':true}").json().path("code").asString())
                .isEqualTo("run_of_no_workflow");
        assertThat(runs.state(run).has("workflow_id")).isTrue();
        assertThat(runs.state(run).path("workflow_id").isNull()).isTrue();
    }

    @Test
    void goesOnWithAnotherInput() {
        var graph =
                """
                {'input': {'type': 'object', 'properties': {'n': {'type': 'integer'}},
                           'required': ['n']},
                 'steps': [
                  {'id': 'old', 'kind': 'transform', 'value': '${input.n}'},
                  {'id': 'new', 'kind': 'transform', 'value': '${input.n}', 'after': ['old']}],
                 'output': ['${results.old}', '${results.new}']}
                """;
        var run = runs.carryOut(graph, "{'n':1}").path("id").asString();

        var fork = post(run, "forks", "{'from_step':'new','input':{'n':2}}");
        var refused = post(run, "forks", "{'from_step':'new','input':{'n':'two'}}");
        var ended = runs.awaitEnd(fork.json().path("id").asString());

        assertThat(ended.path("output").toString()).isEqualTo("[1,2]");
        assertThat(runs.state(ended.path("id").asString()).at("/input/n").asInt()).isEqualTo(2);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").asString()).isEqualTo("input_refused");
    }

    @Test
    void saysWhatCannotBe() {
        var failed = failed();
        var open = runs.begin("{'id':'a','kind':'wait','signal':'go'}", "{}");

        assertThat(post(open, "retry", "{}").json().path("code").asString()).isEqualTo("run_open");
        assertThat(post(failed, "forks", "{'from_step':'none'}").json().path("code").asString())
                .isEqualTo("step_unknown");
        assertThat(post(failed, "forks", "{'version':99}").json().path("code").asString())
                .isEqualTo("version_unknown");
    }

    private String failed() {
        var run = runs.carryOut(graph(), "{'who':'ada'}");
        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("progress").asDouble()).isBetween(0.3, 0.7);
        return run.path("id").asString();
    }

    private static String graph() {
        return """
        {'variables': {'amount': 82}, 'steps': [
          {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
           'messages': [{'role': 'user', 'content': 'hello'}]},
          {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%1$s/pay',
           'body': {'amount': '${variables.amount}'}},
          {'id': 'tell', 'kind': 'http', 'method': 'POST', 'url': '%1$s/tell'}]}
        """
                .formatted(peer.baseUrl());
    }

    private Answer post(String run, String what, String body, String... headers) {
        return caller.client().post("/api/v1/runs/" + run + "/" + what, body, headers);
    }

    private static void answers(String path, int status) {
        peer.stubFor(WireMock.post(path).willReturn(aResponse().withStatus(status)));
    }
}

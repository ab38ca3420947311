package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.TestPeople;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.Approvals;
import dev.baton.approval.Verdict;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.trace.Trace;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Runs are begun anew and given what was recorded, until a step would do something else. */
@ServerTest
class ReplayTests {

    @Autowired private MessageFixture fixture;
    @Autowired private PromptLibrary prompts;
    @Autowired private Approvals approvals;
    @Autowired private TestPeople people;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private OldRuns old;
    @Autowired private RunSuccessors successors;

    private Peer peer;
    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs = new RunClient(caller.client());
        peer.says("/pay", "{\"receipt\":7}");
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void givesTheSameAndAsksNobodyWhereNothingHasChanged() {
        var run = runs.carryOut(graph("hello"), "{'who':'ada'}");

        var replay = replay(run, "{'after_divergence':'execute'}");

        assertThat(replay.path("status").asString()).isEqualTo("completed");
        assertThat(replay.path("output").toString()).isEqualTo(run.path("output").toString());
        assertThat(results(replay)).isEqualTo(results(run));
        assertThat(runs.state(id(replay)).path("variables").toString())
                .isEqualTo(runs.state(id(run)).path("variables").toString());
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
        assertThat(peer.count("/pay")).isEqualTo(1);
        assertThat(replay.at("/cost/amount").asString()).isEqualTo("0.00");
        assertThat(replay.at("/usage/input_tokens").asInt()).isZero();
        assertThat(replay.at("/replay_of/id").asString()).isEqualTo(id(run));
        assertThat(replay.has("forked_from")).isFalse();
        assertThat(runs.step(id(replay), "pay").at("/attempts/0/served").asString())
                .isEqualTo("same");
        var report = report(replay);
        assertThat(report.has("diverged_at")).isFalse();
        assertThat(report.path("served_steps").asInt()).isEqualTo(3);
        assertThat(report.path("made_steps").asInt()).isZero();
    }

    @Test
    void divergesAtTheStepWhoseMessageIsAnother() {
        var run = runs.carryOut(graph("hello"), "{'who':'ada'}");

        var replay = replay(run, "{'graph':" + graph("goodbye") + "}");

        var diverged = report(replay).path("diverged_at");
        assertThat(diverged.path("step").asString()).isEqualTo("write");
        assertThat(diverged.path("why").asString()).isEqualTo("arguments");
        assertThat(diverged.at("/differences/0/pointer").asString())
                .isEqualTo("/messages/0/content");
        assertThat(diverged.at("/differences/0/before").asString()).isEqualTo("hello 7");
        assertThat(diverged.at("/differences/0/after").asString()).isEqualTo("goodbye 7");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(3);
        assertThat(peer.count("/pay")).isEqualTo(1);
        assertThat(replay.at("/cost/amount").asString()).isEqualTo("1.00");
        assertThat(report(replay).path("served_steps").asInt()).isEqualTo(2);
    }

    @Test
    void divergesAtTheStepWhoseTemplateIsAnother() {
        var by = KeyFixture.owner(caller.tenant());
        var name = new PromptName("Reply", "");
        var prompt = prompts.create(name, draft("Be brief."), by).prompt();
        fixture.templated(caller.tenant(), "rude", prompt.value());
        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'one', 'kind': 'agent', 'agent': 'paid',
                           'messages': [{'role': 'user', 'content': 'hello'}]},
                          {'id': 'two', 'kind': 'agent', 'agent': 'rude',
                           'messages': [{'role': 'user', 'content': 'hello'}]},
                          {'id': 'three', 'kind': 'agent', 'agent': 'paid',
                           'messages': [{'role': 'user', 'content': 'bye'}]}]}
                        """,
                        "{}");
        var same = replay(run, "{}");
        prompts.revise(prompt, prompts.get(prompt, by).version(), name, draft("Be long."), by);

        var other = replay(run, "{}");

        assertThat(report(same).has("diverged_at")).isFalse();
        assertThat(report(other).at("/diverged_at/step").asString()).isEqualTo("two");
        assertThat(report(other).at("/diverged_at/why").asString()).isEqualTo("definition");
        assertThat(report(other).path("served_steps").asInt()).isEqualTo(2);
        assertThat(report(other).path("made_steps").asInt()).isEqualTo(1);
    }

    @Test
    void divergesWhereTheStepAsksForAnotherAnswer() {
        var ask =
                """
                {'steps': [{'id': 'ask', 'kind': 'agent', 'agent': 'paid', %s
                  'messages': [{'role': 'user', 'content': 'hello'}]}]}
                """;
        var run = runs.carryOut(ask.formatted(""), "{}");

        var replay = replay(run, "{'graph':" + ask.formatted("'max_output_tokens': 100,") + "}");

        assertThat(report(replay).at("/diverged_at/why").asString()).isEqualTo("definition");
    }

    @Test
    void sendsNothingAgainUnlessThatIsWanted() {
        var run = runs.carryOut(graph("hello"), "{'who':'ada'}");

        var withheld = replay(run, "{'input':{'who':'bob'}}");
        var stopped = replay(run, "{'input':{'who':'bob'},'after_divergence':'stop'}");

        assertThat(withheld.path("status").asString()).isEqualTo("failed");
        assertThat(withheld.at("/error/code").asString()).isEqualTo("not_recorded");
        assertThat(withheld.at("/error/step").asString()).isEqualTo("pay");
        assertThat(stopped.at("/error/step").asString()).isEqualTo("ask");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(3);
        assertThat(peer.count("/pay")).isEqualTo(1);

        var sent = replay(run, "{'input':{'who':'bob'},'after_divergence':'execute'}");

        assertThat(sent.path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isEqualTo(2);
    }

    @Test
    void actsInEarnestInTheNameOfWhoReplays() {
        var run =
                runs.carryOut(
                        "{'steps':[{'id':'who','kind':'transform','value':'${run.started_by}'}]}",
                        "{}");
        var other = people.person(caller.tenant(), Role.TENANT_OWNER).actor();

        var given = replayBy(other, run, AfterDivergence.AGENTS);
        var acting = replayBy(other, run, AfterDivergence.EXECUTE);

        assertThat(results(given)).isEqualTo(results(run));
        assertThat(results(acting)).containsExactly('"' + other.name() + '"');
    }

    @Test
    void failsAsTheOtherDidAndUndoesNothingOfIt() {
        var graph =
                """
                {'steps': [
                  {'id': 'book', 'kind': 'http', 'method': 'POST', 'url': '%1$s/book',
                   'compensation': {'kind': 'http', 'method': 'POST', 'url': '%1$s/unbook'}},
                  {'id': 'part', 'kind': 'transform', 'value': '${12 / input.n}'}]}
                """
                        .formatted(peer.url());
        var run = runs.carryOut(graph, "{'n':1}");

        var replay = replay(run, "{'input':{'n':0},'after_divergence':'execute'}");

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(replay.at("/error/code").asString()).isEqualTo("expression_failed");
        assertThat(peer.count("/book")).isEqualTo(1);
        assertThat(peer.count("/unbook")).isZero();
    }

    @Test
    void undoesWhatItDidItselfThoughTheOtherRunHasUndoneTheSame() {
        var graph =
                """
                {'steps': [
                  {'id': 'book', 'kind': 'http', 'method': 'POST', 'url': '%1$s/book',
                   'body': {'n': '${input.n}'},
                   'compensation': {'kind': 'http', 'method': 'POST', 'url': '%1$s/unbook'}},
                  {'id': 'part', 'kind': 'transform', 'value': '${12 / input.zero}'}]}
                """
                        .formatted(peer.url());
        var run = runs.carryOut(graph, "{'n':1,'zero':0}");
        assertThat(peer.count("/unbook")).isEqualTo(1);

        var same = replay(run, "{'after_divergence':'execute'}");

        assertThat(same.at("/error/code").asString()).isEqualTo("expression_failed");
        assertThat(peer.count("/book")).isEqualTo(1);
        assertThat(peer.count("/unbook")).isEqualTo(1);

        replay(run, "{'input':{'n':2,'zero':0},'after_divergence':'execute'}");

        assertThat(peer.count("/book")).isEqualTo(2);
        assertThat(peer.count("/unbook")).isEqualTo(2);
    }

    @Test
    void undoesNothingOfARunThatWasGivenAllItDid() {
        runs.publish(
                "trip",
                "{'steps':[{'id':'book','kind':'http','method':'POST','url':'%s/book'}]}"
                        .formatted(peer.url()));
        var graph =
                """
                {'steps': [
                  {'id': 'trip', 'kind': 'workflow', 'workflow': 'trip',
                   'compensation': {'kind': 'http', 'method': 'POST', 'url': '%s/cancel'}},
                  {'id': 'part', 'kind': 'transform', 'value': '${12 / input.n}'}]}
                """
                        .formatted(peer.url());
        var run = runs.carryOut(graph, "{'n':1}");

        var replay = replay(run, "{'input':{'n':0},'after_divergence':'execute'}");

        assertThat(replay.at("/error/code").asString()).isEqualTo("expression_failed");
        assertThat(peer.count("/book")).isEqualTo(1);
        assertThat(peer.count("/cancel")).isZero();
        assertThat(report(replay).path("made_steps").asInt()).isZero();
    }

    @Test
    void beginsOneUnderOneKeyAndNoneOfAnotherTenant() {
        var ended = runs.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}");
        var path = "/api/v1/runs/" + id(ended) + "/replays";

        var first = caller.client().post(path, "{}", "Idempotency-Key", "k");
        var again = caller.client().post(path, "{}", "Idempotency-Key", "k");
        var other =
                caller.client().post(path, "{'after_divergence':'stop'}", "Idempotency-Key", "k");
        var foreign = fixture.caller().client().post(path, "{}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(foreign.status()).isEqualTo(404);
    }

    @Test
    void servesAFailureWithoutTryingAgain() {
        var graph =
                """
                {'steps': [{'id': 'get', 'kind': 'http', 'url': '%s/none',
                  'on_failure': {'policy': 'continue', 'value': '${error.code}'},
                  'retry': {'retries': 2, 'backoff': '10ms'}}]}
                """
                        .formatted(unreachable());
        var run = runs.carryOut(graph, "{}");

        var replay = replay(run, "{}");

        assertThat(replay.path("output").toString()).isEqualTo(run.path("output").toString());
        assertThat(runs.step(id(run), "get").path("attempts").size()).isGreaterThan(1);
        assertThat(runs.step(id(replay), "get").path("attempts").size()).isEqualTo(1);
    }

    @Test
    void goesOnFromTheFirstThatSucceededInTheOtherRun() {
        peer.hold("/slow");
        var graph =
                """
                {'steps': [
                  {'id': 'slow', 'kind': 'http', 'url': '%1$s/slow', 'after': []},
                  {'id': 'fast', 'kind': 'http', 'url': '%1$s/fast', 'after': []},
                  {'id': 'first', 'kind': 'join', 'after': ['slow', 'fast'],
                   'merge': {'strategy': 'first_success'}}]}
                """
                        .formatted(peer.url());
        var run = runs.carryOut(graph, "{}");
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");

        var replay = replay(run, "{}");

        assertThat(replay.path("output").toString()).isEqualTo(run.path("output").toString());
        assertThat(runs.step(id(replay), "slow").path("status").asString()).isEqualTo("cancelled");
        assertThat(report(replay).has("diverged_at")).isFalse();
        assertThat(peer.count("/slow")).isEqualTo(1);
    }

    @Test
    void keepsTheOrderInWhichParallelStepsCameToAnEnd() {
        peer.hold("/a");
        var graph =
                """
                {'variables': {'seen': []}, 'steps': [
                  {'id': 'a', 'kind': 'http', 'url': '%1$s/a', 'after': [],
                   'assign': {'seen': {'append': 'a'}}},
                  {'id': 'b', 'kind': 'http', 'url': '%1$s/b', 'after': [],
                   'assign': {'seen': {'append': 'b'}}}]}
                """
                        .formatted(peer.url());
        var id = runs.create("{'graph':" + graph + "}").json().path("id").asString();
        await().until(() -> runs.step(id, "b").path("status").asString().equals("completed"));
        peer.let("/a");
        var run = runs.awaitEnd(id);

        var replay = replay(run, "{}");

        assertThat(runs.state(id).at("/variables/seen").toString()).isEqualTo("[\"b\",\"a\"]");
        assertThat(runs.state(id(replay)).at("/variables/seen").toString())
                .isEqualTo("[\"b\",\"a\"]");
    }

    @Test
    void replaysTheRunsThatItsStepsBegan() {
        runs.publish(
                "child",
                "{'steps':[{'id':'ask','kind':'agent','agent':'paid','messages':[{'role':'user',"
                        + "'content':'${input.say}'}]}],'output':'${results.ask.text}'}");
        var graph =
                "{'steps':[{'id':'sub','kind':'workflow','workflow':'child',"
                        + "'input':{'say':'%s'}}]}";
        var run = runs.carryOut(graph.formatted("hello"), "{}");

        var same = replay(run, "{}");
        var other = replay(run, "{'graph':" + graph.formatted("bye") + "}");

        assertThat(same.path("output").toString()).isEqualTo(run.path("output").toString());
        assertThat(report(same).has("diverged_at")).isFalse();
        assertThat(report(other).at("/diverged_at/step").asString()).isEqualTo("sub");
        var child = runs.step(id(other), "sub").at("/attempts/0/key").asString();
        assertThat(report(runs.get(child)).at("/diverged_at/step").asString()).isEqualTo("ask");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
    }

    @Test
    void tellsOfTheRunThatAStepBeganAndThatDiverged() {
        var child =
                "{'steps':[{'id':'ask','kind':'agent','agent':'paid','messages':[{'role':'user',"
                        + "'content':'%s'}]}],'output':'${results.ask.text}'}";
        var workflow = runs.publish("child", child.formatted("hello"));
        var run =
                runs.carryOut(
                        "{'steps':[{'id':'sub','kind':'workflow','workflow':'child'}]}", "{}");
        runs.publishAgain(workflow, child.formatted("bye"));

        var replay = replay(run, "{}");

        assertThat(report(replay).at("/diverged_at/step").asString()).isEqualTo("sub");
        assertThat(report(replay).at("/diverged_at/why").asString()).isEqualTo("run");
    }

    @Test
    void goesOnWithWhatPeopleAnsweredAndTheSignalsThatCame() {
        var id =
                runs.begin(
                        """
                        {'id': 'wait', 'kind': 'wait', 'signal': 'go'},
                        {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay',
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner']}}
                        """
                                .formatted(peer.url()),
                        "{}");
        runs.command(id, "signals", "{'name':'go','payload':5}");
        runs.awaitStatus(id, "waiting_approval");
        decide(id);
        var run = runs.awaitEnd(id);

        var replay = replay(run, "{}");

        assertThat(results(replay)).isEqualTo(results(run));
        assertThat(runs.step(id(replay), "wait").at("/result/payload").asInt()).isEqualTo(5);
        assertThat(runs.step(id(replay), "pay").has("approval_id")).isFalse();
        assertThat(peer.count("/pay")).isEqualTo(1);
    }

    @Test
    void anAnswerInTheOtherRunAllowsNothingThatActsInEarnest() {
        var by = KeyFixture.owner(caller.tenant());
        var name = new PromptName("Reply", "");
        var prompt = prompts.create(name, draft("Be brief."), by).prompt();
        fixture.templated(caller.tenant(), "asked", prompt.value());
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'agent', 'agent': 'asked',
                         'messages': [{'role': 'user', 'content': 'hello'}],
                         'approval': {'title': 'Ask', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        decide(id);
        var run = runs.awaitEnd(id);
        prompts.revise(prompt, prompts.get(prompt, by).version(), name, draft("Be long."), by);

        var replay = begin(run, "{}");
        await().until(() -> approval(replay) != null);

        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        decide(replay);
        assertThat(runs.awaitEnd(replay).path("status").asString()).isEqualTo("completed");
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
    }

    @Test
    void asksPeopleAnewWhereStepsMayActInEarnest() {
        var id =
                runs.begin(
                        """
                        {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay',
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner']}}
                        """
                                .formatted(peer.url()),
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        decide(id);
        var run = runs.awaitEnd(id);

        var replay = begin(run, "{'after_divergence':'execute'}");
        runs.awaitStatus(replay, "waiting_approval");
        decide(replay);

        assertThat(runs.awaitEnd(replay).path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isEqualTo(1);
    }

    @Test
    void saysWhereItIsNotRecordedHowAnAgentWasConfigured() {
        var run = runs.carryOut(graph("hello"), "{'who':'ada'}");
        jdbc.update(
                """
                UPDATE run_journal SET body = REGEXP_REPLACE(body, ',"sent":"[0-9a-f]+"', '')
                WHERE run_id = UNHEX(?)
                """,
                id(run).replace("-", ""));

        var replay = replay(run, "{}");

        assertThat(report(replay).path("unproven_steps").toString())
                .isEqualTo("[\"ask\",\"write\"]");
        assertThat(report(replay).has("diverged_at")).isFalse();
        assertThat(fixture.allUsage(caller.tenant())).hasSize(2);
    }

    @Test
    void needsTheOtherRunUntilItHasEnded() {
        var run = runs.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}");
        var waiting = "{'graph':{'steps':[{'id':'b','kind':'wait','signal':'go'}]}}";
        var replay = begin(run, waiting);
        runs.awaitStatus(replay, "waiting");
        var later = Instant.now().plus(Duration.ofDays(91));

        var asked = RecordedStatements.during(() -> old.forget(caller.tenant(), later, 100));
        assertThat(caller.client().get("/api/v1/runs/" + id(run)).status()).isEqualTo(200);
        assertThat(asked)
                .flatExtracting(RecordedStatements.Recorded::plan)
                .filteredOn(it -> it.table().equals("other"))
                .extracting(RecordedStatements.Access::key)
                .containsExactly("run_by_fork");

        runs.command(replay, "signals", "{'name':'go'}");
        runs.awaitEnd(replay);
        old.forget(caller.tenant(), later, 100);
        assertThat(caller.client().get("/api/v1/runs/" + id(run)).status()).isEqualTo(404);
    }

    @Test
    void saysWhatCannotBe() {
        var open = runs.begin("{'id':'a','kind':'wait','signal':'go'}", "{}");
        var ended = runs.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}");

        assertThat(post(open, "{}").json().path("code").asString()).isEqualTo("run_open");
        assertThat(post(id(ended), "{'newest_version':true}").json().path("code").asString())
                .isEqualTo("run_of_no_workflow");
        assertThat(post(id(ended), "{'newest_version':true,'graph':{}}").status()).isEqualTo(400);
        assertThat(
                        post(id(ended), "{'after_divergence':'go'}")
                                .json()
                                .at("/errors/0/field")
                                .asString())
                .isEqualTo("after_divergence");
        assertThat(
                        caller.client()
                                .get("/api/v1/runs/" + id(ended) + "/replay")
                                .json()
                                .path("code")
                                .asString())
                .isEqualTo("run_is_no_replay");
    }

    /** What an agent says is sent, and what came of that is said to another one. */
    private String graph(String word) {
        return """
        {'variables': {'receipt': 0}, 'steps': [
          {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
           'messages': [{'role': 'user', 'content': 'about ${input.who} in ${run.id}'}]},
          {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay',
           'body': {'text': '${results.ask.text}'},
           'assign': {'receipt': {'set': '${result.body.receipt}'}}},
          {'id': 'write', 'kind': 'agent', 'agent': 'paid',
           'messages': [{'role': 'user', 'content': '%s ${variables.receipt}'}]}],
         'output': '${results}'}
        """
                .formatted(peer.url(), word);
    }

    private static PromptDraft draft(String text) {
        return new PromptDraft(PromptContent.text(text, List.of()), "");
    }

    private @Nullable ApprovalId approval(String run) {
        return runs.steps(run)
                .valueStream()
                .filter(step -> step.path("status").asString().equals("waiting_approval"))
                .map(step -> step.path("approval_id").asString())
                .map(id -> new ApprovalId(caller.tenant(), UUID.fromString(id)))
                .findFirst()
                .orElse(null);
    }

    private void decide(String run) {
        await().until(() -> approval(run) != null);
        var id = Objects.requireNonNull(approval(run));
        await().ignoreExceptions().until(() -> approvals.get(id) != null);
        var owner = people.person(caller.tenant(), Role.TENANT_OWNER);
        approvals.decide(id, Verdict.APPROVE, approvals.get(id).actionHash(), "", owner.actor());
    }

    private String unreachable() {
        var url = peer.url();
        peer.close();
        return url;
    }

    private Answer post(String run, String body) {
        return caller.client().post("/api/v1/runs/" + run + "/replays", body);
    }

    private String begin(JsonNode run, String body) {
        var answer = post(id(run), body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private JsonNode replay(JsonNode run, String body) {
        return runs.awaitEnd(begin(run, body));
    }

    private JsonNode replayBy(Actor by, JsonNode run, AfterDivergence after) {
        var wanted = new NewReplay(null, null, null, null, false, after, null, Trace.start());
        var head = successors.replay(by, UUID.fromString(id(run)), wanted);
        return runs.awaitEnd(head.id().toString());
    }

    private JsonNode report(JsonNode replay) {
        return caller.client().get("/api/v1/runs/" + id(replay) + "/replay").json();
    }

    private static String id(JsonNode run) {
        return run.path("id").asString();
    }

    private List<String> results(JsonNode run) {
        return runs.steps(id(run))
                .valueStream()
                .map(step -> step.path("result").toString())
                .toList();
    }
}

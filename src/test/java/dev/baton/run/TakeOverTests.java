package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.UUID;

/** A run goes on from its journal when its claim has gone to somebody else. */
@ServerTest
class TakeOverTests {

    private static final String MODEL = "/v1/chat/completions";

    private Peer peer;

    @Autowired private MessageFixture fixture;
    @Autowired private EventLog events;
    @Autowired private Runs known;
    @Autowired private Recordings recordings;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void repeatsWhatWasUnderWayUnderTheSameKeyAndNothingElse() {
        peer.hold("/slow");
        var id = threeSteps();
        await().until(() -> peer.count("/slow") == 1);

        takeOver(id);
        await().until(() -> peer.count("/slow") == 2);
        peer.let("/slow");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/first")).isEqualTo(1);
        assertThat(peer.count("/slow")).isEqualTo(2);
        assertThat(peer.count("/last")).isEqualTo(1);
        assertThat(peer.requests("/slow"))
                .extracting(Peer.Request::key)
                .hasSize(2)
                .containsOnly(runs.step(id, "slow").path("attempts").get(0).path("key").asString());
        assertThat(runs.step(id, "slow").path("attempts")).hasSize(1);
        await().until(() -> events.after(caller.tenant(), "run.completed", 0, 10).size() == 1);
    }

    @Test
    void whoLostTheClaimAppendsNothing() {
        peer.hold("/slow");
        var id = threeSteps();
        await().until(() -> peer.count("/slow") == 1);

        takeOver(id);
        await().until(() -> peer.count("/slow") == 2);
        peer.let("/slow");
        runs.awaitEnd(id);

        var types =
                runs.journal(id)
                        .valueStream()
                        .flatMap(entry -> entry.path("events").valueStream())
                        .map(event -> event.path("type").asString())
                        .toList();
        assertThat(types).containsOnlyOnce("taken_over").containsOnlyOnce("run_ended");
        assertThat(types.stream().filter("step_completed"::equals)).hasSize(3);
    }

    @Test
    void anAgentsAnswerIsNotPaidAgain() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        peer.hold("/slow");
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
                         'messages': [{'role': 'user', 'content': 'hello'}]},
                        {'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%s/slow'}
                        """
                                .formatted(peer.url()),
                        "{}");
        await().until(() -> peer.count("/slow") == 1);

        takeOver(id);
        await().until(() -> peer.count("/slow") == 2);
        peer.let("/slow");
        runs.awaitEnd(id);

        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void anAnswerThatWasUnderWayIsAskedForAgain() {
        peer.says(
                MODEL,
                """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "stub-model",
                 "choices": [{"index": 0, "finish_reason": "stop",
                              "message": {"role": "assistant", "content": "hello"}}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}
                """);
        fixture.remote(caller.tenant(), "far", peer.url() + "/v1", Timeouts.DEFAULT);
        peer.hold(MODEL);
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'agent', 'agent': 'far',
                         'messages': [{'role': 'user', 'content': 'hello'}]}
                        """,
                        "{}");
        await().until(() -> peer.count(MODEL) == 1);

        takeOver(id);
        await().until(() -> peer.count(MODEL) == 2);
        // The attempt that was cut off with the lost claim has left the message as failed.
        await().until(() -> fixture.allUsage(caller.tenant()).size() == 1);
        peer.let(MODEL);
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        var message = runs.step(id, "ask").at("/attempts/0/message_id").asString();
        assertThat(caller.client().get("/api/v1/messages/" + message).json().path("status"))
                .hasToString("\"completed\"");
        assertThat(runs.step(id, "ask").path("attempts")).hasSize(1);
    }

    @Test
    void whatCannotBeAppendedIsMadeAgainFromTheJournal() {
        peer.hold("/slow");
        var id = threeSteps();
        await().until(() -> peer.count("/slow") == 1);
        var version = version(id);
        append(id, version + 1);
        append(id, version + 2);

        peer.let("/slow");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/first")).isEqualTo(1);
    }

    @Test
    void whatNothingComesOfIsGivenUp() {
        var id = runs.begin("{'id': 'ask', 'kind': 'wait', 'signal': 'go'}", "{}");
        runs.awaitStatus(id, "waiting");
        for (var version = 2; version < 12; version++) {
            append(id, version);
        }
        interrupted(id);

        runs.command(id, "signals", "{'name':'go'}");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("run_broken");
        assertThat(runs.state(id).path("status").asString()).isEqualTo("failed");
    }

    @Test
    void whoWaitsForOneThatIsGivenUpIsTold() {
        runs.publish("inner", "{'steps':[{'id':'a','kind':'wait','signal':'go'}]}");
        runs.publish(
                "middle",
                "{'steps':[{'id':'sub','kind':'workflow','workflow':'inner'},"
                        + "{'id':'sure','kind':'approval','after':[],'details':{},"
                        + "'approval':{'title':'Sure?','roles':['tenant_owner']}}]}");
        var outer = runs.begin("{'id':'sub','kind':'workflow','workflow':'middle'}", "{}");
        runs.awaitStatus(outer, "waiting");
        var middle = runs.step(outer, "sub").at("/attempts/0/key").asString();
        runs.awaitStatus(middle, "waiting_approval");
        await().until(() -> !runs.step(middle, "sub").at("/attempts/0/key").isMissingNode());
        var inner = runs.step(middle, "sub").at("/attempts/0/key").asString();
        runs.awaitStatus(inner, "waiting");
        await().until(() -> openApprovals() == 1);
        var version = version(middle);
        for (var next = version + 1; next <= version + 10; next++) {
            append(middle, next);
        }
        interrupted(middle);

        runs.command(middle, "signals", "{'name':'go'}");

        assertThat(runs.awaitEnd(outer).at("/error/code").asString()).isEqualTo("run_broken");
        assertThat(runs.awaitEnd(inner).path("status").asString()).isEqualTo("cancelled");
        await().until(() -> openApprovals() == 0);
    }

    @Test
    void aReplayGoesOnWithWhatIsRecorded() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
                           'messages': [{'role': 'user', 'content': 'hello'}]},
                          {'id': 'nap', 'kind': 'wait', 'duration': '2s'},
                          {'id': 'send', 'kind': 'http', 'method': 'POST', 'url': '%s/send',
                           'body': '${results.ask.text}'}],
                         'output': '${[results.ask.text, results.send.status]}'}
                        """
                                .formatted(peer.url()),
                        "{}");

        var replay = runs.awaitEnd(interruptedReplay(run.path("id").asString(), "{}"));

        assertThat(replay.path("status").asString()).isEqualTo("completed");
        assertThat(replay.path("output")).isEqualTo(run.path("output"));
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        assertThat(peer.count("/send")).isEqualTo(1);
        assertThat(replay.at("/cost/amount").asString()).isEqualTo("0.00");
    }

    @Test
    void aReplayUndoesNothingThatItWasGivenBefore() {
        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'book', 'kind': 'http', 'method': 'POST', 'url': '%1$s/book',
                           'compensation': {'kind': 'http', 'method': 'POST',
                                            'url': '%1$s/unbook'}},
                          {'id': 'nap', 'kind': 'wait', 'duration': '2s'},
                          {'id': 'part', 'kind': 'transform', 'value': '${12 / input.n}'}]}
                        """
                                .formatted(peer.url()),
                        "{'n':1}");

        var replay =
                interruptedReplay(
                        run.path("id").asString(),
                        "{'input':{'n':0},'after_divergence':'execute'}");

        assertThat(runs.awaitEnd(replay).at("/error/code").asString())
                .isEqualTo("expression_failed");
        assertThat(peer.count("/book")).isEqualTo(1);
        assertThat(peer.count("/unbook")).isZero();
    }

    /** One that another instance takes over while it waits. */
    private String interruptedReplay(String run, String wanted) {
        var id =
                caller.client()
                        .post("/api/v1/runs/" + run + "/replays", wanted)
                        .json()
                        .path("id")
                        .asString();
        runs.awaitStatus(id, "waiting");
        var head = known.find(new RunId(caller.tenant(), UUID.fromString(id))).orElseThrow().head();
        var before = recordings.of(head);
        takeOver(id);
        await().until(() -> recordings.of(head) != before);
        return id;
    }

    private int version(String run) {
        return runs.journal(run)
                .valueStream()
                .mapToInt(it -> it.path("version").asInt())
                .max()
                .orElse(0);
    }

    private int openApprovals() {
        return jdbc.queryForList(
                        "SELECT id FROM approval WHERE tenant_id = ? AND status = 'OPEN'",
                        byte[].class,
                        Ids.bytes(caller.tenant().value()))
                .size();
    }

    /** As if instances had taken the run over and died. */
    private void append(String run, int version) {
        jdbc.update(
                """
                INSERT INTO run_journal (tenant_id, run_id, version, commit_id, body)
                VALUES (?, ?, ?, ?, ?)
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)),
                version,
                Ids.bytes(Ids.next()),
                """
                {"version": %d, "moves": [{"at": "2026-11-28T00:00:00Z", "events": [
                  {"type": "taken_over", "instance": "%s"}]}]}
                """
                        .formatted(version, UUID.randomUUID()));
    }

    private void interrupted(String run) {
        jdbc.update(
                "UPDATE work_item SET attempts = 10 WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }

    private String threeSteps() {
        return runs.begin(
                """
                {'id': 'first', 'kind': 'http', 'method': 'POST', 'url': '%1$s/first'},
                {'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%1$s/slow'},
                {'id': 'last', 'kind': 'http', 'method': 'POST', 'url': '%1$s/last'}
                """
                        .formatted(peer.url()),
                "{}");
    }

    /** As if this instance had been silent for longer than its lease. */
    private void takeOver(String run) {
        jdbc.update(
                """
                UPDATE work_item SET owner = NULL, fence = fence + 1, due_at = created_at
                WHERE tenant_id = ? AND id = ?
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }
}

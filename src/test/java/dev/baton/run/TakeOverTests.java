package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run goes on from its journal when its claim has gone to somebody else. */
@ServerTest
class TakeOverTests {

    private Peer peer;

    @Autowired private MessageFixture fixture;
    @Autowired private EventLog events;
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
                .containsOnly(
                        runs.step(id, "slow").path("attempts").get(0).path("key").asString());
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
                runs.journal(id).valueStream()
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
    void whatNothingComesOfIsGivenUp() {
        var id = runs.begin("{'id': 'ask', 'kind': 'wait', 'signal': 'go'}", "{}");
        runs.awaitStatus(id, "waiting");
        for (var version = 2; version < 12; version++) {
            jdbc.update(
                    """
                    INSERT INTO run_journal (tenant_id, run_id, version, commit_id, body)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    Ids.bytes(caller.tenant().value()),
                    Ids.bytes(UUID.fromString(id)),
                    version,
                    Ids.bytes(Ids.next()),
                    """
                    {"version": %d, "moves": [{"at": "2026-11-28T00:00:00Z", "events": [
                      {"type": "taken_over", "instance": "%s"}]}]}
                    """
                            .formatted(version, UUID.randomUUID()));
        }

        runs.command(id, "signals", "{'name':'go'}");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("error").path("code").asString()).isEqualTo("run_broken");
        assertThat(runs.state(id).path("status").asString()).isEqualTo("failed");
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

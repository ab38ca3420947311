package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** States of runs that are kept beside their journals, and how far runs are that take long. */
@ServerTest
class RunSnapshotTests {

    private static final int ITEMS = Snapshots.EVERY + 20;

    private Peer peer;

    @Autowired private MessageFixture fixture;
    @Autowired private OldRuns old;
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
    void aLongRunGoesOnFromItsLastSnapshot() {
        peer.hold("/slow");
        var id = longRun();
        await().until(() -> peer.count("/slow") == 1);
        await().until(() -> !snapshots(id).isEmpty());
        var kept = snapshots(id).get(0);
        assertThat(kept.path("automatic").asBoolean()).isTrue();
        assertThat(kept.path("version").asInt()).isBetween(Snapshots.EVERY, ITEMS + 2);
        var before = runs.state(id);

        forgetJournalUpTo(id, kept.path("version").asInt());

        assertThat(runs.state(id)).isEqualTo(before);
        takeOver(id);
        await().until(() -> peer.count("/slow") == 2);
        peer.let("/slow");
        var run = runs.awaitEnd(id);
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("output").asInt()).isEqualTo(ITEMS);
        assertThat(peer.count("/one")).isEqualTo(ITEMS);
    }

    @Test
    void readsTheJournalWhereASnapshotCannotBeRead() {
        peer.hold("/slow");
        var id = longRun();
        await().until(() -> peer.count("/slow") == 1);
        await().until(() -> !snapshots(id).isEmpty());
        var before = runs.state(id);

        jdbc.update(
                """
                UPDATE run_snapshot
                SET body = REPLACE(REPLACE(body, '"format":1,', '"format":9,'),
                    '"variables":{}', '"variables":{"other":1}')
                WHERE tenant_id = ? AND run_id = ?
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)));
        assertThat(runs.state(id)).as("another format").isEqualTo(before);
        for (var damaged : new String[] {"{", "{}", "{\"format\":1}", "{\"format\":9}"}) {
            jdbc.update(
                    "UPDATE run_snapshot SET body = ? WHERE tenant_id = ? AND run_id = ?",
                    damaged,
                    Ids.bytes(caller.tenant().value()),
                    Ids.bytes(UUID.fromString(id)));
            assertThat(runs.state(id)).as(damaged).isEqualTo(before);
        }
    }

    /** It takes a while: that is what it is about. */
    @Test
    void tellsHowFarALongRunIs() {
        peer.hold("/slow");
        var id =
                runs.begin(
                        """
                        {'id': 'first', 'kind': 'http', 'method': 'POST', 'url': '%1$s/first'},
                        {'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%1$s/slow'}
                        """
                                .formatted(peer.url()),
                        "{}");

        await().until(() -> !progress().isEmpty());

        assertThat(progress())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.subject()).isEqualTo(UUID.fromString(id));
                            assertThat(event.data()).contains("\"current_step\":\"slow\"");
                        });
        peer.let("/slow");
        runs.awaitEnd(id);
        await().until(() -> !events.after(caller.tenant(), "run.completed", 0, 10).isEmpty());
        assertThat(progress()).hasSize(1);
    }

    @Test
    void keepsWhatIsAskedForAndGoesOnFromThere() {
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'wait', 'signal': 'first', 'after': []},
                        {'id': 'then', 'kind': 'wait', 'signal': 'second', 'after': ['ask']}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting");

        var created = runs.command(id, "snapshots", "");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var version = created.json().path("version").asInt();
        assertThat(created.header("Location"))
                .isEqualTo("/api/v1/runs/" + id + "/state?version=" + version);
        assertThat(created.json().path("automatic").asBoolean()).isFalse();
        assertThat(created.json().path("created_by").asString()).isNotEmpty();
        assertThat(runs.command(id, "snapshots", "").json()).isEqualTo(created.json());
        assertThat(snapshots(id)).hasSize(1);
        runs.command(id, "signals", "{'name':'first'}");
        await().until(() -> runs.step(id, "ask").path("status").asString().equals("completed"));
        assertThat(runs.command(id, "snapshots", "").json().path("version").asInt())
                .isGreaterThan(version);
        assertThat(versions(id, "?limit=1")).doesNotContain(version);
        assertThat(versions(id, "?after=" + snapshots(id).get(0).path("version").asInt()))
                .containsExactly(version);
        var fork = runs.command(id, "forks", "{'version':" + version + "}");
        assertThat(fork.status()).as(fork.text()).isEqualTo(202);
        var again = fork.json().path("id").asString();
        runs.awaitStatus(again, "waiting");
        assertThat(runs.step(again, "ask").path("status").asString()).isEqualTo("waiting");
    }

    @Test
    void keepsOnlySoManyThatAreAskedFor() {
        var id = runs.begin("{'id': 'ask', 'kind': 'wait', 'signal': 'go'}", "{}");
        runs.awaitStatus(id, "waiting");
        for (var version = 0; version < RunSnapshots.MOST; version++) {
            jdbc.update(
                    """
                    INSERT INTO run_snapshot (tenant_id, run_id, version, automatic, created_by,
                                              written_at, created_at)
                    VALUES (?, ?, ?, FALSE, 'ada', NOW(6), NOW(6))
                    """,
                    Ids.bytes(caller.tenant().value()),
                    Ids.bytes(UUID.fromString(id)),
                    1_000 + version);
        }

        var refused = runs.command(id, "snapshots", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asString()).isEqualTo("too_many_snapshots");
    }

    @Test
    void isOfNobodyElse() {
        var id = runs.begin("{'id': 'ask', 'kind': 'wait', 'signal': 'go'}", "{}");
        runs.awaitStatus(id, "waiting");
        var stranger = new RunClient(fixture.caller().client());

        assertThat(stranger.command(id, "snapshots", "").status()).isEqualTo(404);
        assertThat(snapshots(id)).isEmpty();
    }

    @Test
    void isForgottenWithItsRun() {
        var id = runs.begin("{'id': 'ask', 'kind': 'wait', 'signal': 'go'}", "{}");
        runs.awaitStatus(id, "waiting");
        assertThat(runs.command(id, "snapshots", "").status()).isEqualTo(201);
        runs.command(id, "signals", "{'name':'go'}");
        runs.awaitEnd(id);

        old.forget(caller.tenant(), Instant.now().plus(Duration.ofDays(91)), 100);

        assertThat(
                        jdbc.queryForObject(
                                "SELECT COUNT(*) FROM run_snapshot WHERE tenant_id = ?",
                                Integer.class,
                                Ids.bytes(caller.tenant().value())))
                .isZero();
    }

    private String longRun() {
        var items =
                IntStream.range(0, ITEMS)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        var created =
                runs.create(
                        """
                        {'graph': {'steps': [
                          {'id': 'each', 'kind': 'map', 'over': 'input.items', 'as': 'one',
                           'concurrency': 1,
                           'steps': [{'id': 'call', 'kind': 'http', 'method': 'POST',
                                      'url': '%1$s/one'}]},
                          {'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%1$s/slow'}],
                          'output': '${size(results.each)}'},
                         'input': {'items': [%2$s]}}
                        """
                                .formatted(peer.url(), items));
        assertThat(created.status()).as(created.text()).isEqualTo(202);
        return created.json().path("id").asString();
    }

    private List<Event> progress() {
        return events.after(caller.tenant(), "run.progressed", 0, 10);
    }

    private JsonNode snapshots(String run) {
        return caller.client().get("/api/v1/runs/" + run + "/snapshots").json().path("data");
    }

    private List<Integer> versions(String run, String query) {
        return caller.client()
                .get("/api/v1/runs/" + run + "/snapshots" + query)
                .json()
                .path("data")
                .valueStream()
                .map(one -> one.path("version").asInt())
                .toList();
    }

    private void forgetJournalUpTo(String run, int version) {
        jdbc.update(
                "DELETE FROM run_journal WHERE tenant_id = ? AND run_id = ? AND version <= ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)),
                version);
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

package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What is wanted of runs is bounded, and is done once and only where it is meant. */
@ServerTest
class RunCommandTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";

    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void takesNoMoreThanMayWaitButAlwaysEndsARun() {
        var id = waiting(WAITING);
        waits(id, RunCommands.MOST, 100);

        var refused = runs.command(id, "signals", "{'name':'go'}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asString()).isEqualTo("too_many_commands");
        assertThat(refused.json().path("limit").asString()).isEqualTo("run_commands");
        assertThat(refused.json().path("most").asInt()).isEqualTo(RunCommands.MOST);
        assertThat(refused.header("Retry-After")).isNotEmpty();

        assertThat(runs.command(id, "cancellation", "{}").status()).isEqualTo(204);
        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void takesNoMoreLettersThanMayWait() {
        var id = waiting(WAITING);
        waits(id, 1, (int) RunCommands.MOST_LETTERS - 100);

        var refused =
                runs.command(id, "signals", "{'name':'go','payload':'" + "x".repeat(100) + "'}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("limit").asString()).isEqualTo("run_command_letters");
    }

    @Test
    void takesAllThatWaitsInPortionsAndInItsOrder() {
        var id = waiting(WAITING);
        var sent = waits(id, 2 * RunCommands.PORTION + 50, 100);

        assertThat(runs.command(id, "signals", "{'name':'go'}").status()).isEqualTo(204);
        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");

        assertThat(signals(id)).startsWith(sent.toArray(String[]::new)).endsWith("go");
        assertThat(entries(id)).allSatisfy(entry -> assertThat(entry).isLessThanOrEqualTo(205));
    }

    @Test
    void aSignalThatIsSentAgainUnderItsKeyComesOnce() {
        var id =
                waiting(
                        WAITING
                                + ",{'id':'more','kind':'wait','signal':'go','after':['ask']}"
                                + ",{'id':'told','kind':'transform','value':'${results.more.payload}',"
                                + "'after':['more']}");

        for (var again = 0; again < 3; again++) {
            assertThat(signal(id, "first", "one").status()).isEqualTo(204);
        }
        assertThat(signal(id, "first", "other").status()).isEqualTo(422);
        assertThat(signal(id, "second", "two").status()).isEqualTo(204);

        assertThat(runs.awaitEnd(id).path("output").asString()).isEqualTo("two");
        assertThat(signal(id, "second", "two").status()).isEqualTo(204);
        assertThat(signal(id, "third", "three").status()).isEqualTo(409);
    }

    @Test
    void theSameSignalSentManyTimesAtOnceComesOnce() throws Exception {
        var id = waiting(WAITING + ",{'id':'more','kind':'wait','signal':'go','after':['ask']}");

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> send = () -> signal(id, "key", "one").status();
            for (var sent : senders.invokeAll(Collections.nCopies(6, send))) {
                assertThat(sent.get()).isEqualTo(204);
            }
        }
        runs.command(id, "cancellation", "{}");
        runs.awaitEnd(id);

        assertThat(signals(id)).containsExactly("go");
    }

    @Test
    void setsVariablesOnlyAtTheVersionThatWasSeen() {
        var id = waiting(WAITING);
        var seen = state(id).header("ETag");

        assertThat(set(id, seen, "{'n':1}").status()).isEqualTo(204);
        assertThat(runs.state(id).path("variables").path("n").asInt()).isEqualTo(1);

        var refused = set(id, seen, "{'n':2}");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().path("code").asString()).isEqualTo("run_moved_on");
        assertThat(refused.header("ETag")).isEqualTo(state(id).header("ETag"));
        assertThat(refused.json().path("version")).isEqualTo(runs.state(id).path("version"));
        assertThat(runs.state(id).path("variables").path("n").asInt()).isEqualTo(1);

        assertThat(set(id, "\"none-of-ours\"", "{'n':3}").status()).isEqualTo(412);
        assertThat(set(id, "*", "{'n':4}").status()).isEqualTo(204);
    }

    @Test
    void ofManyWhoHaveSeenTheSameVersionOneSetsVariables() throws Exception {
        var id = waiting(WAITING);
        var seen = state(id).header("ETag");

        var answers = new ArrayList<Integer>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 6)
                            .mapToObj(
                                    n ->
                                            (Callable<Integer>)
                                                    () -> set(id, seen, "{'n':7}").status())
                            .toList();
            for (var sent : senders.invokeAll(all)) {
                answers.add(sent.get());
            }
        }

        assertThat(answers).containsExactlyInAnyOrder(204, 412, 412, 412, 412, 412);
    }

    private String waiting(String steps) {
        var id = runs.begin(steps, "{}");
        runs.awaitStatus(id, "waiting");
        return id;
    }

    /** Signals that nobody has told whoever executes the run of; their names. */
    private List<String> waits(String run, int count, int letters) {
        var rows = new ArrayList<Object[]>();
        var names = new ArrayList<String>();
        for (var one = 0; one < count; one++) {
            names.add("n" + one);
            rows.add(
                    new Object[] {
                        Ids.bytes(caller.tenant().value()),
                        Ids.bytes(UUID.fromString(run)),
                        Ids.bytes(Ids.next()),
                        letters,
                        "{\"type\":\"signal\",\"name\":\"n" + one + "\"}",
                        Timestamp.from(Instant.now())
                    });
        }
        jdbc.batchUpdate(
                """
                INSERT INTO run_command (tenant_id, run_id, id, letters, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                rows);
        return names;
    }

    private List<String> signals(String run) {
        var names = new ArrayList<String>();
        for (var entry : journal(run)) {
            for (var event : entry.path("events")) {
                if (event.path("type").asString().equals("signal_received")) {
                    names.add(event.path("name").asString());
                }
            }
        }
        return names;
    }

    /** How many events each entry has. */
    private List<Integer> entries(String run) {
        return journal(run).stream().map(entry -> entry.path("events").size()).toList();
    }

    private List<JsonNode> journal(String run) {
        var entries = new ArrayList<JsonNode>();
        runs.journal(run).forEach(entries::add);
        return entries;
    }

    private BatonClient.Answer signal(String run, String key, String payload) {
        return caller.client()
                .post(
                        "/api/v1/runs/" + run + "/signals",
                        "{'name':'go','payload':'" + payload + "'}",
                        "Idempotency-Key",
                        key);
    }

    private BatonClient.Answer state(String run) {
        return caller.client().get("/api/v1/runs/" + run + "/state");
    }

    private BatonClient.Answer set(String run, String version, String values) {
        return caller.client()
                .send("PATCH", "/api/v1/runs/" + run + "/variables", values, "If-Match", version);
    }
}

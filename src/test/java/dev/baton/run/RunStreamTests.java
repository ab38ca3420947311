package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.Permission;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The stream of what happens to a run, over real HTTP. */
@ServerTest
class RunStreamTests {

    private static final int MOST = 100;

    private Peer peer;

    @Autowired private MessageFixture fixture;
    @Autowired private KeyFixture keys;
    @Autowired private ApiKeys apiKeys;
    @Autowired private JdbcTemplate jdbc;
    @LocalServerPort private int port;

    private final List<Stream<String>> open = new ArrayList<>();
    private Caller caller;
    private RunClient runs;

    /**
     * @param id empty where the event has none
     */
    private record Heard(String id, String type, JsonNode data) {

        int version() {
            return data.path("version").asInt();
        }
    }

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        open.forEach(Stream::close);
        peer.close();
    }

    @Test
    void tellsWhatHappenedAndWhatHappensUntilTheEnd() throws Exception {
        peer.hold("/slow");
        var id = slow();
        await().until(() -> peer.count("/slow") == 1);
        var heard = follow(id, "");
        assertThat(heard.next().type()).isEqualTo("run_started");
        assertThat(heard.next().type()).isEqualTo("step_started");

        peer.let("/slow");

        var rest = all(heard);
        assertThat(rest).extracting(Heard::type).contains("step_completed").endsWith("run_ended");
        assertThat(rest.getLast().id()).isEqualTo(Integer.toString(rest.getLast().version()));
        assertThat(rest.getLast().data().path("at").asString()).startsWith("20");
    }

    @Test
    void tellsAllThatTheJournalOfARunHasThatHasEnded() throws Exception {
        var id = slow();
        runs.awaitEnd(id);

        var heard = all(follow(id, ""));

        assertThat(heard)
                .extracting(event -> event.data().path("type").asString())
                .isEqualTo(
                        runs.journal(id)
                                .valueStream()
                                .flatMap(entry -> entry.path("events").valueStream())
                                .map(event -> event.path("type").asString())
                                .toList());
    }

    /** Whoever is cut off in the middle of a version is told the whole of it again. */
    @Test
    void namesAVersionWithItsLastEvent() throws Exception {
        var id = slow();
        runs.awaitEnd(id);

        var heard = all(follow(id, ""));

        assertThat(heard.getFirst().version()).isEqualTo(heard.get(1).version());
        assertThat(heard.getFirst().id()).isEmpty();
        for (var i = 0; i < heard.size(); i++) {
            var last =
                    i + 1 == heard.size() || heard.get(i + 1).version() != heard.get(i).version();
            assertThat(heard.get(i).id())
                    .isEqualTo(last ? Integer.toString(heard.get(i).version()) : "");
        }
    }

    @Test
    void goesOnAfterTheVersionThatWasHeard() throws Exception {
        var id = slow();
        runs.awaitEnd(id);
        var whole = all(follow(id, ""));
        var later = whole.stream().filter(event -> event.version() > 1).toList();
        assertThat(later).isNotEmpty().hasSizeLessThan(whole.size());

        assertThat(all(follow(id, "?after=1"))).isEqualTo(later);
        assertThat(all(follow(id, "", "Last-Event-ID", "1"))).isEqualTo(later);
        assertThat(all(follow(id, "?after=0", "Last-Event-ID", "1"))).isEqualTo(later);
    }

    /** This tells a browser not to ask again. */
    @Test
    void hasNothingForWhoHasHeardTheEnd() {
        var id = slow();
        var last = runs.awaitEnd(id).path("version").asInt();

        var answer = caller.client().get(events(id) + "?after=" + last);

        assertThat(answer.status()).isEqualTo(204);
    }

    /** Nobody on this instance tells of it; the row alone does. */
    @Test
    void tellsWhatAnotherInstanceWrites() throws Exception {
        peer.hold("/slow");
        var id = slow();
        await().until(() -> peer.count("/slow") == 1);
        var heard = follow(id, "?after=1");

        jdbc.update(
                """
                INSERT INTO run_journal (tenant_id, run_id, version, commit_id, body)
                VALUES (?, ?, 2, ?, ?)
                """,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(id)),
                Ids.bytes(Ids.next()),
                """
                {"version": 2, "moves": [{"at": "2026-11-28T00:00:00Z", "events": [
                  {"type": "taken_over", "instance": "%s"}]}]}
                """
                        .formatted(UUID.randomUUID()));

        assertThat(heard.next().type()).isEqualTo("taken_over");
    }

    @Test
    void endsWhenItsKeyIsRevoked() throws Exception {
        peer.hold("/slow");
        var id = slow();
        await().until(() -> peer.count("/slow") == 1);
        var own = keys.key(caller.tenant(), Permission.RUNS_READ);
        var client = new BatonClient(port, own.token());
        var heard = heard(client.lines(events(id)));
        heard.next();
        heard.next();

        apiKeys.revoke(own.key().id(), KeyFixture.owner(caller.tenant()));

        assertThat(heard.hasNext()).isFalse();
        assertThat(client.get(events(id)).status()).isEqualTo(401);
    }

    /** Nobody tells that a key comes to its end. */
    @Test
    void tellsNothingToAKeyThatHasEnded() throws Exception {
        peer.hold("/slow");
        var id = slow();
        await().until(() -> peer.count("/slow") == 1);
        var own = keys.key(caller.tenant(), Permission.RUNS_READ);
        var heard = heard(new BatonClient(port, own.token()).lines(events(id)));
        heard.next();
        heard.next();
        jdbc.update(
                "UPDATE api_key SET expires_at = '2020-01-01' WHERE tenant_id = ? AND id = ?",
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(own.key().id().value()));

        peer.let("/slow");

        assertThat(heard.hasNext()).isFalse();
    }

    @Test
    void isNotThereForOthers() throws Exception {
        var id = slow();
        var stranger = fixture.caller().client();

        assertThat(stranger.get(events(id)).status()).isEqualTo(404);
        assertThat(caller.client().get(events(UUID.randomUUID().toString())).status())
                .isEqualTo(404);
        assertThat(caller.client().get(events(id) + "?after=x").status()).isEqualTo(400);
        var unclear = caller.client().lines(events(id), "Last-Event-ID", "x");
        assertThat(unclear.toList()).anyMatch(line -> line.contains("Last-Event-ID"));
    }

    @Test
    void refusesMoreStreamsThanATenantMayOpen() throws Exception {
        peer.hold("/slow");
        var id = slow();
        for (var one = 0; one < MOST; one++) {
            open.add(caller.client().lines(events(id)));
        }

        var refused = caller.client().get(events(id));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).contains("too_many_waiting", "run_streams");
        peer.let("/slow");
        runs.awaitEnd(id);
        await().untilAsserted(
                        () -> assertThat(caller.client().get(events(id)).status()).isEqualTo(200));
    }

    private String slow() {
        return runs.begin(
                "{'id': 'slow', 'kind': 'http', 'method': 'POST', 'url': '%s/slow'}"
                        .formatted(peer.url()),
                "{}");
    }

    private static String events(String run) {
        return "/api/v1/runs/" + run + "/events";
    }

    private Iterator<Heard> follow(String run, String query, String... headers) throws Exception {
        return heard(caller.client().lines(events(run) + query, headers));
    }

    private Iterator<Heard> heard(Stream<String> stream) {
        open.add(stream);
        var lines = stream.filter(line -> line.contains(": ")).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return lines.hasNext();
                } catch (UncheckedIOException closed) {
                    return false;
                }
            }

            @Override
            public Heard next() {
                var line = lines.next();
                var id = "";
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                    line = lines.next();
                }
                var data = lines.next().substring("data: ".length());
                return new Heard(
                        id, line.substring("event: ".length()), JsonMapper.shared().readTree(data));
            }
        };
    }

    private static List<Heard> all(Iterator<Heard> heard) {
        var all = new ArrayList<Heard>();
        heard.forEachRemaining(all::add);
        return all;
    }
}

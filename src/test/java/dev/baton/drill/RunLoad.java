package dev.baton.drill;

import static org.awaitility.Awaitility.await;

import dev.baton.drill.StepPeer.Asked;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs of six steps, one of which fails at first, two are parallel, one asks an agent for money and
 * one waits, begun whatever dies meanwhile; and what must be true of them in the end.
 */
final class RunLoad implements AutoCloseable {

    /** A step is asked for only after the commit of those before it. */
    private static final List<List<String>> ORDER =
            List.of(List.of("first"), List.of("flaky", "slow"), List.of("last"));

    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration SETTLING = Duration.ofMinutes(2);

    /** Another one may still serve beside the one that is asked. */
    private static final String DEAD_INSTANCES = "dead instances";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled", "timed_out");

    private final Supplier<BatonProcess> baton;
    private final StepPeer peer;
    private final Map<String, String> begun = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    /** Whoever may try again is told so by 503; a fault, such as a deadlock, nobody is to see. */
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private final int count;
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param baton whom to ask now
     * @param count of the runs to begin
     * @param pause of a caller after each
     */
    RunLoad(Supplier<BatonProcess> baton, StepPeer peer, int count, int callers, Duration pause) {
        this.baton = baton;
        this.peer = peer;
        this.count = count;
        for (var caller = 0; caller < callers; caller++) {
            this.callers.add(Thread.startVirtualThread(() -> beginAll(pause)));
        }
    }

    private void beginAll(Duration pause) {
        for (var number = next.getAndIncrement();
                number < count && !over;
                number = next.getAndIncrement()) {
            var tag = "r" + number;
            while (!over && !begin(tag)) {
                LockSupport.parkNanos(RETRY.toNanos());
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Under a key of its own, so that asking again begins nothing twice. */
    private boolean begin(String tag) {
        try {
            var server = baton.get();
            var request =
                    server.request("/api/v1/tasks")
                            .header("Idempotency-Key", tag)
                            .timeout(Duration.ofSeconds(10))
                            .POST(HttpRequest.BodyPublishers.ofString(task(tag)))
                            .build();
            var answer = server.http().send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                begun.put(tag, JSON.readTree(answer.body()).path("id").asString());
            } else if (answer.statusCode() != 503) {
                faults.add(tag + " was answered with " + answer.statusCode() + answer.body());
            }
            return answer.statusCode() == 202;
        } catch (IOException down) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String task(String tag) {
        return """
        {'input': {'tag': '%1$s'}, 'graph': {'steps': [
          {'id': 'first', 'kind': 'http', 'method': 'POST', 'url': '%2$s/${input.tag}/first'},
          {'id': 'flaky', 'kind': 'http', 'method': 'POST', 'url': '%2$s/${input.tag}/flaky',
           'retry': {'retries': 20, 'backoff': '100ms', 'max_backoff': '2s'}},
          {'id': 'slow', 'kind': 'agent', 'agent': 'quick', 'after': ['first'],
           'messages': [{'role': 'user', 'content': '${input.tag}/slow'}],
           'retry': {'retries': 20, 'backoff': '100ms', 'max_backoff': '2s'}},
          {'id': 'both', 'kind': 'join', 'merge': {'strategy': 'list'}, 'after': ['flaky', 'slow']},
          {'id': 'pause', 'kind': 'wait', 'duration': '1500ms'},
          {'id': 'last', 'kind': 'http', 'method': 'POST', 'url': '%2$s/${input.tag}/last'}],
         'output': '${results.first.body.n + results.flaky.body.n + int(results.slow.text) + results.last.body.n}'}}
        """
                .formatted(tag, peer.url())
                .replace('\'', '"');
    }

    int begun() {
        return begun.size();
    }

    void awaitBegun(int runs) {
        await().atMost(Duration.ofMinutes(10)).until(() -> begun.size() >= Math.min(runs, count));
    }

    /** Until every run has been begun and has ended. */
    void awaitEnd(Duration patience) {
        awaitBegun(count);
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> open(baton.get()) == 0);
    }

    private long open(BatonProcess server) throws SQLException {
        try (var connection = server.database();
                var found =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT COUNT(*) FROM work_item WHERE queue = 'run'")) {
            found.next();
            return found.getLong(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is amiss, a line each. */
    List<String> amiss() throws IOException, InterruptedException, SQLException {
        var amiss = new ArrayList<>(faults);
        for (var run : begun.entrySet()) {
            var shown = get("/api/v1/runs/" + run.getValue());
            var status = shown.path("status").asString();
            if (!ENDS.contains(status)) {
                amiss.add(run.getKey() + " has not ended: " + status);
            } else if (!status.equals("completed") || shown.path("output").asInt() != 4) {
                amiss.add(run.getKey() + " ended wrong: " + shown);
            }
            amiss.addAll(amiss(run.getKey()));
        }
        if (begun.values().stream().distinct().count() != count) {
            amiss.add("%d runs instead of %d".formatted(begun.size(), count));
        }
        var all = count("SELECT COUNT(*) FROM run");
        if (all != count) {
            amiss.add(all + " runs for " + count + " tasks");
        }
        var twice =
                count(
                        """
                        SELECT COUNT(*) FROM run_journal AS entry
                        WHERE body LIKE '%"run_ended"%' AND EXISTS (
                            SELECT 1 FROM run_journal AS later
                            WHERE later.tenant_id = entry.tenant_id
                              AND later.run_id = entry.run_id AND later.version > entry.version)
                        """);
        if (twice != 0) {
            amiss.add(twice + " runs went on after their end");
        }
        if (count("SELECT COUNT(*) FROM run_command") != 0) {
            amiss.add("commands are left lying");
        }
        amiss.addAll(unsettled());
        return amiss;
    }

    /**
     * What is still reserved or under way when all has ended, and money that the books disagree on.
     */
    private List<String> unsettled() throws IOException, SQLException {
        await("all is settled")
                .atMost(SETTLING)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(
                        () ->
                                Books.open(baton.get()).entrySet().stream()
                                        .filter(open -> !open.getKey().equals(DEAD_INSTANCES))
                                        .allMatch(open -> open.getValue() == 0));
        var faults = new ArrayList<String>();
        Judge.checkSums(Books.of(baton.get()), faults);
        return faults;
    }

    private List<String> amiss(String tag) {
        var amiss = new ArrayList<String>();
        var asked = peer.of(tag);
        var keys = asked.stream().collect(Collectors.groupingBy(Asked::step));
        keys.forEach(
                (step, all) -> {
                    if (all.stream().map(Asked::key).distinct().count() != 1) {
                        amiss.add(tag + "/" + step + " was asked under several keys");
                    }
                });
        for (var stage = 0; stage + 1 < ORDER.size(); stage++) {
            var last = ends(asked, ORDER.get(stage), true);
            var first = ends(asked, ORDER.get(stage + 1), false);
            if (last > first) {
                amiss.add(tag + ": a completed step was executed again: " + asked);
            }
        }
        return amiss;
    }

    private static long ends(List<Asked> asked, List<String> steps, boolean last) {
        var numbers =
                asked.stream().filter(one -> steps.contains(one.step())).mapToLong(Asked::number);
        return last ? numbers.max().orElse(0) : numbers.min().orElse(Long.MAX_VALUE);
    }

    /** Requests beyond the four of each run and the one that fails: what was repeated. */
    long repeated() {
        return peer.count() - 5L * count;
    }

    private long count(String sql) throws SQLException, IOException {
        try (var connection = baton.get().database();
                var found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var server = baton.get();
        return JSON.readTree(
                server.http()
                        .send(server.request(path).GET().build(), BodyHandlers.ofString())
                        .body());
    }

    @Override
    public void close() {
        over = true;
    }
}

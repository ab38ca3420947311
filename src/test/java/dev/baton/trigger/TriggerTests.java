package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.RecordedStatements;
import dev.baton.SettableClock;
import dev.baton.event.Event;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.BatonClient;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.Trace;
import dev.baton.run.RunClient;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@ServerTest
class TriggerTests {

    /** Far away: the server's own clock does not come to it. */
    private static final Instant START = Instant.parse("2031-05-05T10:30:00Z");

    private static final String DONE =
            "{'steps':[{'id':'a','kind':'transform','value':'${input}'}]}";
    private static final String HOURLY =
            "{'name':'other','workflow':'report','schedule':{'cron':'0 * * * *','zone':'UTC'}}";
    private static final String WAITING = "{'steps':[{'id':'a','kind':'wait','signal':'go'}]}";

    @Autowired private MessageFixture fixture;
    @Autowired private TriggerStore store;
    @Autowired private FiringStore firings;
    @Autowired private Firings planner;
    @Autowired private Triggers triggers;
    @Autowired private TriggerPlanner listener;
    @Autowired private Beginning beginning;
    @Autowired private Makers makers;
    @Autowired private WorkQueue work;
    @Autowired private RetryingTransactions transactions;
    @Autowired private ApiKeys keys;
    @Autowired private JdbcTemplate jdbc;

    private final SettableClock clock = new SettableClock(START);
    private Caller caller;
    private BatonClient client;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        client = caller.client();
        runs = new RunClient(client);
    }

    @Test
    void beginsARunAtItsTimeAndComesBackAtTheNext() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "allow");
        jdbc.update(
                "UPDATE workflow_trigger SET next_at = ? WHERE tenant_id = ? AND id = ?",
                Utc.of(Instant.now().minusSeconds(5)),
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(id));

        work.hasten(Schedules.QUEUE, caller.tenant(), id);

        var firing = awaitFiring(id, "started");
        var run = runs.awaitEnd(firing.path("run_id").asString());
        assertThat(run.at("/output/trigger/kind").asString()).isEqualTo("schedule");
        assertThat(run.at("/output/trigger/due_at").asString())
                .isEqualTo(firing.path("due_at").asString());
        assertThat(run.at("/output/n").asInt()).isEqualTo(7);
        await().untilAsserted(
                        () -> {
                            var item = item(id);
                            assertThat(item).isNotNull();
                            assertThat(item.running()).isFalse();
                            assertThat(item.dueAt()).isAfter(Instant.now());
                        });
    }

    @Test
    void firesEachTimeOnceHoweverManyInstancesLook() throws Exception {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), later("report", "0 * * * *", "allow"));
        clock.set(Instant.parse("2031-05-05T11:00:00Z"));
        var barrier = new CyclicBarrier(2);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = new ArrayList<Callable<Instant>>();
            for (var instance = 0; instance < 2; instance++) {
                var schedules = schedules();
                looks.add(
                        () -> {
                            barrier.await();
                            return transactions.call(() -> schedules.due(id));
                        });
            }
            for (var done : pool.invokeAll(looks)) {
                assertThat(done.get()).isEqualTo(Instant.parse("2031-05-05T12:00:00Z"));
            }
        }

        awaitFiring(id.value(), "started");
        assertThat(firings(id.value())).hasSize(1);
    }

    @Test
    void whatDiesBeforeItsCommitHasDoneNothing() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), later("report", "0 * * * *", "allow"));
        clock.set(Instant.parse("2031-05-05T11:00:00Z"));
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        transactions.run(
                                                () -> {
                                                    schedules().due(id);
                                                    throw new IllegalStateException("killed");
                                                })))
                .hasMessage("killed");
        assertThat(firings(id.value())).isEmpty();

        transactions.run(() -> schedules().due(id));

        awaitFiring(id.value(), "started");
        assertThat(firings(id.value())).hasSize(1);
    }

    @Test
    void aRunThatBeganBeforeAnInstanceDiedIsFoundAgain() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), schedule("report", "0 * * * *", "allow"));
        var trigger = store.find(id).orElseThrow();
        var by = makers.of(trigger).orElseThrow();

        var one = beginning.begin(trigger, Ids.next(), "at x", Map.of(), Trace.start(), by);
        var two = beginning.begin(trigger, Ids.next(), "at x", Map.of(), Trace.start(), by);

        assertThat(two.id()).isEqualTo(one.id());
        assertThat(client.get("/api/v1/runs").json().path("data")).hasSize(1);
    }

    @Test
    void ofManyMissedTimesOnlyTheLastFires() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), later("report", "0 * * * *", "allow"));
        clock.set(Instant.parse("2031-05-05T14:10:00Z"));

        transactions.run(() -> schedules().due(id));

        awaitFiring(id.value(), "started");
        assertThat(firings(id.value()))
                .extracting(
                        it -> it.path("due_at").asString(),
                        it -> it.path("status").asString(),
                        it -> it.path("reason").asString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("2031-05-05T14:00:00Z", "started", ""),
                        org.assertj.core.groups.Tuple.tuple(
                                "2031-05-05T11:00:00Z", "skipped", "missed"));
    }

    @Test
    void firesUpToItsEndAndNotAfterUntilThatIsLifted() {
        publish("report", DONE);
        var id = ending("2031-05-05T12:00");
        var key = new TriggerId(caller.tenant(), id);
        transactions.run(
                () -> {
                    store.next(key, Instant.parse("2031-05-05T11:00:00Z"));
                    schedules().leave(key);
                });
        clock.set(Instant.parse("2031-05-05T14:10:00Z"));

        assertThat(transactions.call(() -> schedules().due(key)) == null).isTrue();

        awaitFiring(id, "started");
        assertThat(firings(id))
                .extracting(
                        it -> it.path("due_at").asString(),
                        it -> it.path("status").asString(),
                        it -> it.path("detail").asString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("2031-05-05T12:00:00Z", "started", ""),
                        org.assertj.core.groups.Tuple.tuple(
                                "2031-05-05T11:00:00Z", "skipped", "1"));
        var ended = get(id);
        assertThat(ended.at("/schedule/ended").asBoolean()).isTrue();
        assertThat(ended.at("/schedule/next_at").isNull()).isTrue();
        assertThat(ended.at("/schedule/until").asString()).isEqualTo("2031-05-05T12:00:00Z");

        assertThat(put(id, HOURLY.replace('\'', '"'), "\"0\"").status()).isEqualTo(200);

        var lifted = get(id);
        assertThat(lifted.at("/schedule/ended").asBoolean()).isFalse();
        assertThat(lifted.at("/schedule/until").isNull()).isTrue();
        assertThat(lifted.at("/schedule/next_at").isNull()).isFalse();
    }

    @Test
    void readsTheEndByTheClockOfItsZone() {
        publish("report", DONE);
        var schedule = "'schedule':{'cron':'0 * * * *','zone':'Europe/Madrid','until':'%s'}";
        for (var until :
                List.of(
                        "2031-05-05T18:00",
                        "2031-05-05T18:00:59",
                        "2031-05-05T16:00:00Z",
                        "2031-05-05T23:00:00+07:00")) {
            var id = create("{'name':'x','workflow':'report'," + schedule.formatted(until) + "}");

            assertThat(get(id).at("/schedule/until").asString()).isEqualTo("2031-05-05T16:00:00Z");
        }
        assertThat(refused(schedule.formatted("tomorrow"))).contains("schedule.until", "invalid");
    }

    @Test
    void endsAfterNowAndAfterTheFirstOfItsTimes() {
        publish("report", DONE);
        var schedule = "'schedule':{'cron':'0 7 1 1 *','zone':'UTC','until':'%s'}";
        var soon = Instant.now().plus(Duration.ofMinutes(2));

        for (var past : List.of(Instant.now().minusSeconds(60), Instant.EPOCH.plusSeconds(1))) {
            var answer = post("{'name':'x','workflow':'report'," + schedule.formatted(past) + "}");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("schedule.until", "past");
        }
        assertThat(refused(schedule.formatted(soon))).contains("schedule.until", "too_early");
    }

    @Test
    void fillsInNothingAfterItsEnd() {
        publish("report", DONE);
        var id = ending("2031-05-05T12:00");
        var end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        var key = new TriggerId(caller.tenant(), id);
        jdbc.update(
                "UPDATE workflow_trigger SET settings = REPLACE(settings, ?, ?) WHERE id = ?",
                "2031-05-05T12:00:00Z",
                end.toString(),
                Ids.bytes(id));
        var range = "'from':'" + end.minus(Duration.ofHours(2)) + "','to':'" + Instant.now() + "'";

        var due = backfill(id, "{" + range + ",'dry_run':true}").json();

        assertThat(due.path("times").valueStream().map(JsonNode::asString))
                .containsExactly(
                        end.minus(Duration.ofHours(2)).toString(),
                        end.minus(Duration.ofHours(1)).toString(),
                        end.toString());
        assertThat(client.get("/api/v1/triggers/" + id + "/times").json().path("times")).isEmpty();
        triggers.pause(maker(), key, "");
        triggers.resume(maker(), key);
        assertThat(get(id).at("/schedule/ended").asBoolean()).isTrue();
    }

    private UUID ending(String until) {
        return create(
                """
                {'name':'hourly','workflow':'report','schedule':{'cron':'0 * * * *','zone':'UTC',
                 'overlap':'allow','until':'%s'}}
                """
                        .formatted(until));
    }

    @Test
    void skipsWhatIsDueWhileARunGoesOn() {
        var id = twice("skip");

        var skipped = awaitFiring(id, "skipped");

        assertThat(skipped.path("reason").asString()).isEqualTo("overlap");
        assertThat(skipped.path("detail").asString()).isEqualTo(first(id));
        assertThat(skipped.path("due_at").asString()).isEqualTo("2031-05-05T12:00:00Z");
        assertThat(started(id)).hasSize(1);

        var run = first(id);
        runs.command(run, "signals", "{'name':'go'}");
        runs.awaitEnd(run);
        due(id, "2031-05-05T13:00:00Z");

        await().until(() -> started(id).size() == 2);
        assertThat(firings(id)).hasSize(3);
    }

    /** However many began after it, and have ended. */
    @Test
    void skipsWhatIsDueWhileAnEarlyRunGoesOn() {
        publish("waits", WAITING);
        var id = later("waits", "0 * * * *", "skip");
        due(id, "2031-05-05T11:00:00Z");
        var early = awaitFiring(id, "started").path("run_id").asString();
        runs.awaitStatus(early, "waiting");
        var trigger = store.find(new TriggerId(caller.tenant(), id)).orElseThrow();
        for (var one = 0; one < 6; one++) {
            planner.began(trigger, Ids.next(), "now " + one, "0".repeat(32), 0);
        }

        due(id, "2031-05-05T12:00:00Z");

        var skipped = awaitFiring(id, "skipped");
        assertThat(skipped.path("reason").asString()).isEqualTo("overlap");
        assertThat(skipped.path("detail").asString()).isEqualTo(early);
    }

    /** What is known to have ended is not looked at any more. */
    @Test
    void knowsWhichRunsHaveEnded() {
        publish("report", DONE);
        var id = schedule("report", "0 7 * * *", "skip");
        var run = client.post("/api/v1/triggers/" + id + "/runs", "{}").json().path("run_id");

        runs.awaitEnd(run.asString());

        var firing = UUID.fromString(run.asString());
        await().until(
                        () ->
                                firings.find(caller.tenant(), firing).orElseThrow().status()
                                        == FiringStatus.OVER);
        assertThat(firings(id))
                .extracting(it -> it.path("status").asString())
                .containsExactly("started");
    }

    @Test
    void queuesWhatIsDueWhileARunGoesOn() {
        var id = twice("queue");
        due(id, "2031-05-05T13:00:00Z");
        await().until(() -> pending(id) == 2);
        await().until(() -> isAtRest(id));

        // Told, not asked again: they look by themselves after a minute at the earliest.
        for (var each = 2; each <= 3; each++) {
            var count = each;
            var run = started(id).getFirst();
            runs.awaitStatus(run, "waiting");
            runs.command(run, "signals", "{'name':'go'}");
            await().atMost(Duration.ofSeconds(30)).until(() -> started(id).size() == count);
        }
        assertThat(pending(id)).isZero();
    }

    private int pending(UUID id) {
        return firings.pending(new TriggerId(caller.tenant(), id), 10).size();
    }

    /** Whether all that wait have looked and are put off. */
    private boolean isAtRest(UUID id) {
        var waiting = firings.pending(new TriggerId(caller.tenant(), id), 10);
        return work.progress(Firings.QUEUE, caller.tenant(), waiting).values().stream()
                .allMatch(it -> !it.running() && it.dueAt().isAfter(Instant.now().plusSeconds(31)));
    }

    @Test
    void allowsSeveralAtATime() {
        var id = twice("allow");

        await().until(() -> started(id).size() == 2);
        started(id).forEach(run -> runs.awaitStatus(run, "waiting"));
    }

    @Test
    void cancelsTheOneBefore() {
        var id = twice("cancel");

        await().until(() -> started(id).size() == 2);
        assertThat(runs.awaitEnd(first(id)).path("status").asString()).isEqualTo("cancelled");
        runs.awaitStatus(started(id).getFirst(), "waiting");
    }

    @Test
    void fillsInWhatWasMissedOnce() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "skip");
        var to = Instant.now();
        var range = "'from':'" + to.minus(Duration.ofHours(3)) + "','to':'" + to + "'";

        var preview = backfill(id, "{" + range + ",'dry_run':true}");
        var refused = backfill(id, "{" + range + ",'limit':2}");

        assertThat(preview.json().path("count").asInt()).isEqualTo(3);
        assertThat(firings(id)).isEmpty();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("limit");

        assertThat(backfill(id, "{" + range + "}").json().path("count").asInt()).isEqualTo(3);
        await().until(() -> started(id).size() == 3);
        assertThat(backfill(id, "{" + range + "}").json().path("count").asInt()).isZero();
    }

    @Test
    void countsTheTimesThatHaveNotFired() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "skip");
        var trigger = store.find(new TriggerId(caller.tenant(), id)).orElseThrow();
        var end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        transactions.run(
                () -> {
                    var fired = end.minus(Duration.ofHours(2));
                    planner.began(trigger, Ids.next(), Schedules.key(fired), "0".repeat(32), 0);
                    var missed = end.minus(Duration.ofHours(3));
                    planner.skip(
                            trigger,
                            schedules().at(trigger, Schedules.key(missed), missed, Overlap.SKIP),
                            "overlap",
                            null);
                });
        var range = "'from':'" + end.minus(Duration.ofHours(5)) + "','to':'" + end + "'";

        var preview = backfill(id, "{" + range + ",'dry_run':true,'limit':3}").json();

        assertThat(preview.path("count").asInt()).isEqualTo(4);
        assertThat(preview.path("times").valueStream().map(JsonNode::asString))
                .containsExactly(
                        end.minus(Duration.ofHours(5)).toString(),
                        end.minus(Duration.ofHours(4)).toString(),
                        end.minus(Duration.ofHours(3)).toString());
        var done = backfill(id, "{" + range + "}").json();
        assertThat(done.path("count").asInt()).isEqualTo(4);
        assertThat(done.path("times")).hasSize(4);
        await().until(() -> started(id).size() == 5);
    }

    @Test
    void looksUpWhatHasFiredAllAtOnce() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), schedule("report", "0 * * * *", "skip"));
        var to = Instant.now();

        var asked =
                RecordedStatements.during(
                        () ->
                                triggers.backfill(
                                        maker(), id, to.minus(Duration.ofDays(2)), to, 9, true));

        assertThat(asked)
                .filteredOn(it -> it.sql().contains("trigger_firing"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly("trigger_firing_once"));
    }

    @Test
    void refusesToFillInWhatItCannotKnow() {
        publish("report", DONE);
        var id = schedule("report", "* * * * *", "skip");
        var now = Instant.now();

        var early = backfill(id, range(now.minus(Duration.ofDays(91)), now));
        var many = backfill(id, range(now.minus(Duration.ofDays(8)), now));

        assertThat(early.status()).isEqualTo(422);
        assertThat(early.json().at("/errors/0/field").asString()).isEqualTo("from");
        assertThat(early.text()).contains("too_early", "not before");
        assertThat(many.status()).isEqualTo(422);
        assertThat(many.json().at("/errors/0/code").asString()).isEqualTo("too_many");
        assertThat(firings(id)).isEmpty();
    }

    private static String range(Instant from, Instant to) {
        return "{'from':'" + from + "','to':'" + to + "','dry_run':true}";
    }

    private Actor maker() {
        return Actor.key(
                caller.tenant(),
                caller.key(),
                "Web shop",
                Set.of(
                        Permission.WORKFLOWS_READ,
                        Permission.WORKFLOWS_WRITE,
                        Permission.RUNS_WRITE));
    }

    @Test
    void beginsNothingWhilePausedAndSaysWhy() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "skip");

        client.post("/api/v1/triggers/" + id + "/pause", "{'reason':'holidays'}");

        assertThat(item(id)).isNull();
        var paused = get(id);
        assertThat(paused.path("status").asString()).isEqualTo("paused");
        assertThat(paused.path("reason").asString()).startsWith("holidays");
        client.send("DELETE", "/api/v1/triggers/" + id + "/pause", "");
        assertThat(get(id).path("status").asString()).isEqualTo("active");
        assertThat(item(id).dueAt()).isAfter(Instant.now());
    }

    @Test
    void keepsAsMuchOfAReasonAsThereIsRoomFor() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), schedule("report", "0 * * * *", "skip"));
        var by =
                Actor.account(
                        caller.tenant(),
                        Ids.next(),
                        "x".repeat(254),
                        Set.of(Permission.WORKFLOWS_WRITE));

        triggers.pause(by, id, "\ud83d\ude00".repeat(300));

        var reason = store.find(id).orElseThrow().reason();
        assertThat(reason).startsWith("\ud83d\ude00".repeat(300) + " – x");
        assertThat(reason.codePointCount(0, reason.length())).isEqualTo(500);
    }

    @Test
    void doesNotGoOnForWhoeverMayNotAnyMore() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "skip");
        planner.stop(store.find(new TriggerId(caller.tenant(), id)).orElseThrow());

        var resumed = client.send("DELETE", "/api/v1/triggers/" + id + "/pause", "");
        var paused = client.post("/api/v1/triggers/" + id + "/pause", "{}");

        assertThat(resumed.status()).isEqualTo(409);
        assertThat(resumed.json().path("code").asString()).isEqualTo("trigger_not_active");
        assertThat(paused.status()).isEqualTo(409);
        assertThat(get(id).path("status").asString()).isEqualTo("stopped");
        assertThat(put(id, HOURLY, "*").status()).isEqualTo(200);
        assertThat(get(id).path("status").asString()).isEqualTo("active");
    }

    @Test
    void firesForWhatWasDueBeforeItWasReplaced() {
        publish("report", DONE);
        var id = later("report", "0 * * * *", "allow");
        var due = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        store.next(new TriggerId(caller.tenant(), id), due);

        assertThat(put(id, HOURLY, "*").status()).isEqualTo(200);

        assertThat(awaitFiring(id, "started").path("due_at").asString()).isEqualTo(due.toString());
        assertThat(item(id).dueAt()).isAfter(Instant.now());
    }

    /** Its row alone goes, however many firings there are; those that wait find out. */
    @Test
    void leavesWhatItDidBehindWhenItIsDeleted() {
        var id = twice("queue");
        await().until(() -> pending(id) == 1);
        var waiting = firings.pending(new TriggerId(caller.tenant(), id), 1).getFirst();
        var began = UUID.fromString(first(id));

        assertThat(client.send("DELETE", "/api/v1/triggers/" + id, "").status()).isEqualTo(204);

        assertThat(client.get("/api/v1/triggers/" + id).status()).isEqualTo(404);
        assertThat(firings.find(caller.tenant(), began).orElseThrow().status())
                .isEqualTo(FiringStatus.STARTED);
        await().untilAsserted(
                        () -> {
                            var left = firings.find(caller.tenant(), waiting).orElseThrow();
                            assertThat(left.reason()).isEqualTo("trigger_deleted");
                            assertThat(left.cause()).isNull();
                        });
        runs.awaitStatus(began.toString(), "waiting");
    }

    @Test
    void runsNowAndTellsTheNextTimes() {
        publish("report", DONE);
        var id = schedule("report", "0 7 * * *", "skip");

        var begun = client.post("/api/v1/triggers/" + id + "/runs", "{}");

        assertThat(begun.status()).isEqualTo(202);
        var run = begun.json().path("run_id").asString();
        assertThat(runs.awaitEnd(run).path("status").asString()).isEqualTo("completed");
        assertThat(started(id)).containsExactly(run);
        assertThat(client.get("/api/v1/triggers/" + id + "/times").json().path("times")).hasSize(5);
        assertThat(get(id).at("/schedule/words/es").asString())
                .isEqualTo("a las 07:00, todos los días");
    }

    @Test
    void hearsOfTheEventsThatItWants() {
        publish("report", DONE);
        var id =
                create(
                        "{'name':'news','workflow':'report','event':{'type':'workflow.*',"
                                + "'filter':'data.name == \"wanted\"'}}");

        publish("unwanted", DONE);
        publish("wanted", DONE);

        var run = runs.awaitEnd(awaitFiring(id, "started").path("run_id").asString());
        assertThat(run.at("/output/trigger/data/name").asString()).isEqualTo("wanted");
        assertThat(run.at("/output/trigger/event/type").asString()).isEqualTo("workflow.published");
        assertThat(firings(id)).hasSize(1);
    }

    @Test
    void followsTheEndOfAnotherWorkflow() {
        var first = publish("first", DONE);
        publish("second", DONE);
        var id =
                create(
                        "{'name':'then','workflow':'second','run_end':{'workflow':'"
                                + first
                                + "'}}");
        var done = runs.create("{'workflow':'first'}").json().path("id").asString();

        var run = runs.awaitEnd(awaitFiring(id, "started").path("run_id").asString());

        assertThat(run.at("/output/trigger/event/subject").asString()).isEqualTo(done);
        assertThat(
                        post("{'name':'self','workflow':'first','run_end':{'workflow':'"
                                        + first
                                        + "'}}")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void passesOnWhatTheEndedRunCameTo() {
        var first =
                publish(
                        "first",
                        "{'steps':[{'id':'a','kind':'transform','value':{'summary':'${input.text}'}}]}");
        publish("second", DONE);
        var id =
                create(
                        "{'name':'then','workflow':'second','input':{'text':'Of:"
                                + " ${run.output.summary}',"
                                + "'of':'${event.subject}','fixed':7},'run_end':{'workflow':'"
                                + first
                                + "'}}");
        var task = "{'workflow':'first','input':{'text':'%s'}}";
        var done = runs.create(task.formatted("all is well")).json().path("id").asString();

        var run = runs.awaitEnd(awaitFiring(id, "started").path("run_id").asString());

        assertThat(run.at("/output/text").asString()).isEqualTo("Of: all is well");
        assertThat(run.at("/output/of").asString()).isEqualTo(done);
        assertThat(run.at("/output/fixed").asInt()).isEqualTo(7);
        assertThat(run.at("/output/trigger/event/subject").asString()).isEqualTo(done);
    }

    @Test
    void saysAtTheFiringThatItsInputCannotBeMade() {
        var first = publish("first", DONE);
        publish("second", DONE);
        var many = "'${run.input.text}',".repeat(20);
        var id =
                create(
                        "{'name':'then','workflow':'second','input':{'n':'${run.output.nothing}'},"
                                + "'run_end':{'workflow':'"
                                + first
                                + "'}}");
        var large =
                create(
                        "{'name':'large','workflow':'second','input':{'all':["
                                + many
                                + "1]},'run_end':{'workflow':'"
                                + first
                                + "'}}");

        runs.create("{'workflow':'first','input':{'text':'" + "x".repeat(100_000) + "'}}");

        assertThat(awaitFiring(id, "skipped").path("reason").asString()).isEqualTo("input_failed");
        assertThat(firings(id).get(0).path("detail").asString()).contains("nothing");
        var firing = awaitFiring(large, "skipped");
        assertThat(firing.path("reason").asString()).isEqualTo("input_failed");
        assertThat(firing.path("detail").asString()).contains("1000000");
        publish("report", DONE);
        assertThat(
                        refused(
                                "'input':{'n':'${run.output}'},'schedule':{'cron':'0 * * *"
                                        + " *','zone':'UTC'}"))
                .contains("input");
    }

    @Test
    void triggersThatBeginEachOtherComeToAnEnd() {
        var ping = publish("ping", DONE);
        var pong = publish("pong", DONE);
        create("{'name':'1','workflow':'ping','run_end':{'workflow':'" + pong + "'}}");
        create("{'name':'2','workflow':'pong','run_end':{'workflow':'" + ping + "'}}");

        runs.create("{'workflow':'ping'}");

        var reasons = new HashSet<String>();
        await().until(
                        () -> {
                            for (var trigger : client.get("/api/v1/triggers").json().path("data")) {
                                firings(UUID.fromString(trigger.path("id").asString()))
                                        .forEach(it -> reasons.add(it.path("reason").asString()));
                            }
                            return reasons.contains("loop");
                        });
        assertThat(client.get("/api/v1/runs").json().path("data"))
                .hasSize(1 + TriggerPlanner.DEEPEST);
    }

    @Test
    void aTriggerWhoseRunsAskForApprovalComesToAnEnd() {
        publish(
                "asks",
                "{'steps':[{'id':'a','kind':'approval','details':{'n':1},'approval':{'title':'Go?','roles':['tenant_owner']}}]}");
        var id =
                create(
                        "{'name':'asked','workflow':'asks',"
                                + "'event':{'type':'approval.requested'}}");

        runs.create("{'workflow':'asks'}");

        assertThat(awaitFiring(id, "skipped").path("reason").asString()).isEqualTo("loop");
        assertThat(started(id)).hasSize(TriggerPlanner.DEEPEST);
        assertThat(client.get("/api/v1/runs").json().path("data"))
                .hasSize(1 + TriggerPlanner.DEEPEST);
    }

    @Test
    void whatHappensToTriggersFiresOnlyThoseThatNameIt() {
        publish("report", DONE);
        var all = create("{'name':'all','workflow':'report','event':{'type':'*'}}");
        var named = create("{'name':'it','workflow':'report','event':{'type':'trigger.fired'}}");
        var event = event("trigger.fired", Map.of());

        transactions.run(() -> listener.consume(List.of(event)));

        assertThat(firings.find(new TriggerId(caller.tenant(), named), "event " + event.id()))
                .isPresent();
        assertThat(firings.find(new TriggerId(caller.tenant(), all), "event " + event.id()))
                .isEmpty();
        assertThat(refused("'event':{'type':'trigger.*'}")).contains("trigger.fired");
    }

    /** Who wants all about runs would fire every few seconds, and what it begins tells as well. */
    @Test
    void hearsHowFarRunsAreOnlyWhereItAsksForThat() {
        publish("report", DONE);
        var all = create("{'name':'all','workflow':'report','event':{'type':'run.*'}}");
        var named = create("{'name':'it','workflow':'report','event':{'type':'run.progressed'}}");
        var event = event("run.progressed", Map.of("progress", 0.5));

        transactions.run(() -> listener.consume(List.of(event)));

        assertThat(firings.find(new TriggerId(caller.tenant(), named), "event " + event.id()))
                .isPresent();
        assertThat(firings.find(new TriggerId(caller.tenant(), all), "event " + event.id()))
                .isEmpty();
    }

    /** What judges runs and rates them would be begun by what it says itself, without an end. */
    @Test
    void hearsWhatIsThoughtOfRunsOnlyWhereItAsksForThat() {
        publish("report", DONE);
        var all = create("{'name':'all','workflow':'report','event':{'type':'run.*'}}");
        var named = create("{'name':'it','workflow':'report','event':{'type':'run.rated'}}");
        var event = event("run.rated", Map.of("rating", "up"));

        transactions.run(() -> listener.consume(List.of(event)));

        assertThat(firings.find(new TriggerId(caller.tenant(), named), "event " + event.id()))
                .isPresent();
        assertThat(firings.find(new TriggerId(caller.tenant(), all), "event " + event.id()))
                .isEmpty();
    }

    @Test
    void eventsMakeOnlySoManyFirings() {
        publish("report", DONE);
        var id =
                new TriggerId(
                        caller.tenant(),
                        create(
                                "{'name':'all','workflow':'report','event':{'type':'state.changed'}}"));
        var trigger = store.find(id).orElseThrow();
        transactions.run(
                () -> {
                    for (var one = 1; one < TriggerPlanner.MOST_A_MINUTE; one++) {
                        planner.began(trigger, Ids.next(), "event " + one, "0".repeat(32), 0);
                    }
                });
        var events = List.of(event("state.changed", Map.of()), event("state.changed", Map.of()));

        transactions.run(() -> listener.consume(events));
        transactions.run(() -> listener.consume(List.of(event("state.changed", Map.of()))));

        assertThat(firings.find(id, "event " + events.getFirst().id())).isPresent();
        assertThat(firings.find(id, "event " + events.getLast().id())).isEmpty();
        assertThat(firings.newest(id, 5))
                .filteredOn(firing -> firing.status() == FiringStatus.SKIPPED)
                .extracting(Firing::reason)
                .isNotEmpty()
                .containsOnly("too_many_firings");
        assertThat(
                        jdbc.queryForObject(
                                """
                                SELECT (SELECT COUNT(*) FROM event
                                        WHERE tenant_id = ? AND type = 'trigger.skipped')
                                     + (SELECT COUNT(*) FROM event_outbox
                                        WHERE tenant_id = ? AND type = 'trigger.skipped')
                                """,
                                Integer.class,
                                Ids.bytes(caller.tenant().value()),
                                Ids.bytes(caller.tenant().value())))
                .isZero();
    }

    @Test
    void hasOnlySoManyThatHearOfEachEvent() {
        publish("report", DONE);
        var wish =
                "{'name':'all','workflow':'report',"
                        + "'event':{'type':'state.changed','filter':'data.n == 1'}}";
        for (var one = 0; one < Triggers.MOST_LISTENING; one++) {
            create(wish);
        }

        var refused = post(wish);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("at most " + Triggers.MOST_LISTENING);
        schedule("report", "0 * * * *", "skip");
        var event = event("state.changed", Map.of("n", 1), Trace.start().traceId());
        var asked = new AtomicInteger();
        var counting = counting(asked);
        transactions.run(() -> counting.consume(List.of(event)));
        assertThat(asked).hasValue(1);
        assertThat(firings.ofEvents(caller.tenant(), Instant.now().minusSeconds(60), 100))
                .isEqualTo(Triggers.MOST_LISTENING);
    }

    @Test
    void stopsWhenItsMakerIsGone() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "allow");
        var maker = store.find(new TriggerId(caller.tenant(), id)).orElseThrow().actor();
        keys.revoke(
                new ApiKeyId(caller.tenant(), maker.id()),
                Actor.system(caller.tenant(), "test", Permission.KEYS_WRITE));

        transactions.run(
                () -> {
                    var trigger = store.find(new TriggerId(caller.tenant(), id)).orElseThrow();
                    planner.plan(trigger, schedules().at(trigger, "at x", START, Overlap.ALLOW));
                });

        var trigger = new TriggerId(caller.tenant(), id);
        await().until(() -> store.find(trigger).orElseThrow().status() == TriggerStatus.STOPPED);
        await().untilAsserted(
                        () ->
                                assertThat(firings.newest(trigger, 5))
                                        .extracting(Firing::reason)
                                        .containsExactly("maker_gone"));
        assertThat(store.find(trigger).orElseThrow().reason()).contains(maker.name());
    }

    @Test
    void actsAsTheKeyThatTookThePlaceOfItsMaker() {
        publish("report", DONE);
        var id = new TriggerId(caller.tenant(), schedule("report", "0 * * * *", "allow"));
        var owner = Actor.system(caller.tenant(), "test", Permission.KEYS_WRITE);
        var heir = rotated(rotated(new ApiKeyId(caller.tenant(), caller.key())));

        transactions.run(
                () -> {
                    var trigger = store.find(id).orElseThrow();
                    planner.plan(trigger, schedules().at(trigger, "at x", START, Overlap.ALLOW));
                });

        await().until(
                        () ->
                                firings.find(id, "at x")
                                        .filter(firing -> firing.status().hasRun())
                                        .isPresent());
        assertThat(store.find(id).orElseThrow().isActive()).isTrue();
        assertThat(store.find(id).orElseThrow().actor().id()).isEqualTo(heir.value());

        keys.revoke(heir, owner);
        assertThat(makers.of(store.find(id).orElseThrow())).isEmpty();
    }

    /** The key that takes the place of one that ends at once. */
    private ApiKeyId rotated(ApiKeyId key) {
        return keys.rotate(key, Duration.ZERO, KeyFixture.owner(caller.tenant())).key().id();
    }

    @Test
    void replacesOnlyTheVersionThatWasSeen() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "allow");
        var body =
                "{'name':'other','workflow':'report','schedule':{'cron':'0 5 * * *','zone':'UTC'}}";

        assertThat(put(id, body, "\"0\"").status()).isEqualTo(200);
        assertThat(put(id, body, "\"0\"").status()).isEqualTo(409);
        assertThat(get(id).at("/schedule/cron").asString()).isEqualTo("0 5 * * *");
        assertThat(client.send("DELETE", "/api/v1/triggers/" + id, "").status()).isEqualTo(204);
        assertThat(client.get("/api/v1/triggers/" + id).status()).isEqualTo(404);
        assertThat(item(id)).isNull();
    }

    @Test
    void isOfNoOtherTenant() {
        publish("report", DONE);
        var id = schedule("report", "0 * * * *", "allow");
        var stranger = fixture.caller().client();

        assertThat(stranger.get("/api/v1/triggers/" + id).status()).isEqualTo(404);
        assertThat(stranger.post("/api/v1/triggers/" + id + "/runs", "{}").status()).isEqualTo(404);
        assertThat(stranger.send("DELETE", "/api/v1/triggers/" + id, "").status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/triggers").json().path("data")).isEmpty();
    }

    @Test
    void refusesWhatMeansNothing() {
        publish("report", DONE);

        assertThat(refused("'schedule':{'cron':'0 25 * * *','zone':'UTC'}")).contains("hour");
        assertThat(refused("'schedule':{'cron':'0 0 30 2 *','zone':'UTC'}")).contains("no such");
        assertThat(refused("'event':{'type':'no.such'}")).contains("event.type");
        assertThat(refused("'event':{'type':'*','filter':'nothing == 1'}"))
                .contains("event.filter");
        assertThat(refused("'webhook':{'signature':'standard','secret':'short'}"))
                .contains("webhook.secret");
        assertThat(refused("'webhook':{},'event':{'type':'*'}")).contains("exactly one");
    }

    /** Counts how often it is looked up what led to an event. */
    private TriggerPlanner counting(AtomicInteger asked) {
        var counted =
                new FiringStore(jdbc) {
                    @Override
                    int depth(TenantId tenant, String traceId) {
                        asked.incrementAndGet();
                        return super.depth(tenant, traceId);
                    }
                };
        return new TriggerPlanner(store, counted, planner, new Caches(new SimpleMeterRegistry()));
    }

    private Event event(String type, Map<String, Object> data) {
        return event(type, data, null);
    }

    private Event event(String type, Map<String, Object> data, @Nullable String trace) {
        return new Event(
                caller.tenant(),
                Ids.next(),
                1,
                1,
                type,
                Ids.next(),
                JsonValues.mapper().writeValueAsString(data),
                Instant.now(),
                trace);
    }

    private String refused(String kind) {
        var answer = post("{'name':'x','workflow':'report'," + kind + "}");
        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        return answer.text();
    }

    /** Two times of a schedule, the second while the run of the first waits. */
    private UUID twice(String overlap) {
        publish("waits", WAITING);
        var id = later("waits", "0 * * * *", overlap);
        due(id, "2031-05-05T11:00:00Z");
        runs.awaitStatus(awaitFiring(id, "started").path("run_id").asString(), "waiting");
        due(id, "2031-05-05T12:00:00Z");
        return id;
    }

    private void due(UUID id, String now) {
        clock.set(Instant.parse(now));
        transactions.run(() -> schedules().due(new TriggerId(caller.tenant(), id)));
    }

    /** A schedule whose next time is after {@link #START}. */
    private UUID later(String workflow, String cron, String overlap) {
        var id = schedule(workflow, cron, overlap);
        var next = Cron.parse(cron, "UTC").next(clock.instant()).orElseThrow();
        transactions.run(
                () -> {
                    store.next(new TriggerId(caller.tenant(), id), next);
                    schedules().leave(new TriggerId(caller.tenant(), id));
                });
        return id;
    }

    private Schedules schedules() {
        return new Schedules(store, planner, work, transactions, clock);
    }

    private UUID schedule(String workflow, String cron, String overlap) {
        return create(
                "{'name':'hourly','workflow':'"
                        + workflow
                        + "','input':{'n':7},'schedule':{'cron':'"
                        + cron
                        + "','zone':'UTC','overlap':'"
                        + overlap
                        + "'}}");
    }

    private UUID create(String trigger) {
        var answer = post(trigger);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return UUID.fromString(answer.json().path("id").asString());
    }

    private BatonClient.Answer post(String trigger) {
        // A filter has texts of its own in quotes.
        return client.postExactly(
                "/api/v1/triggers", trigger.replace("\"", "\\\"").replace('\'', '"'));
    }

    private BatonClient.Answer put(UUID id, String body, String version) {
        return client.send("PUT", "/api/v1/triggers/" + id, body, "If-Match", version);
    }

    private BatonClient.Answer backfill(UUID id, String body) {
        return client.post("/api/v1/triggers/" + id + "/backfill", body);
    }

    private JsonNode get(UUID id) {
        return client.get("/api/v1/triggers/" + id).json();
    }

    private List<JsonNode> firings(UUID id) {
        var all = new ArrayList<JsonNode>();
        client.get("/api/v1/triggers/" + id + "/firings").json().path("data").forEach(all::add);
        return all;
    }

    private JsonNode awaitFiring(UUID id, String status) {
        await().until(
                        () ->
                                firings(id).stream()
                                        .anyMatch(
                                                it -> it.path("status").asString().equals(status)));
        return firings(id).stream()
                .filter(it -> it.path("status").asString().equals(status))
                .findFirst()
                .orElseThrow();
    }

    /** The runs that began, the latest first. */
    private List<String> started(UUID id) {
        return firings(id).stream()
                .filter(it -> it.path("status").asString().equals("started"))
                .map(it -> it.path("run_id").asString())
                .toList();
    }

    private String first(UUID id) {
        return started(id).getLast();
    }

    private dev.baton.work.WorkProgress item(UUID id) {
        return work.progress(Schedules.QUEUE, caller.tenant(), List.of(id)).get(id);
    }

    private String publish(String name, String graph) {
        var created =
                client.post("/api/v1/workflows", "{'name':'" + name + "','graph':" + graph + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.json().path("id").asString();
        assertThat(client.post("/api/v1/workflows/" + id + "/versions", "{}").status())
                .isEqualTo(201);
        return id;
    }
}

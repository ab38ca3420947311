package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.ChangeSignals;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.json.JsonValues;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/** What people and programs think of runs that have ended. */
@ServerTest
class RunFeedbackTests {

    private static final String DONE = "{'steps':[{'id':'a','kind':'transform','value':1}]}";

    @Autowired private MessageFixture fixture;
    @Autowired private EventLog events;
    @Autowired private ChangeSignals signals;
    @Autowired private OldRuns old;
    @Autowired private Runs table;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;
    private String run;

    @BeforeEach
    void somebodyWhoseRunHasEnded() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
        run = runs.carryOut(DONE, "{}").path("id").asString();
    }

    @Test
    void theLastWordOfEachCounts() {
        assertThat(rate("{'rating':'down','comment':' Too short. '}").status()).isEqualTo(200);
        var second = rate("{'rating':'up','comment':'Better than I thought.'}");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("rating").asString()).isEqualTo("up");
        var told = caller.client().get(path()).json();
        assertThat(told.path("up").asInt()).isEqualTo(1);
        assertThat(told.path("down").asInt()).isZero();
        assertThat(told.path("data"))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.path("comment").asString())
                                    .isEqualTo("Better than I thought.");
                            assertThat(one.path("by_key").asBoolean()).isTrue();
                        });
    }

    @Test
    void saysNothingOfARunThatNobodyHasRated() {
        var told = caller.client().get(path()).json();

        assertThat(told.path("up").asInt()).isZero();
        assertThat(told.path("data")).isEmpty();
    }

    @Test
    void tellsFiguresAndNoComment() {
        rate("{'rating':'down','comment':'mauve'}");

        await().until(() -> !rated().isEmpty());

        assertThat(rated())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.subject()).isEqualTo(UUID.fromString(run));
                            assertThat(event.data())
                                    .contains("\"rating\":\"down\"", "\"up\":0", "\"down\":1")
                                    .doesNotContain("mauve");
                        });
    }

    @Test
    void theSameRatingAgainIsNoEvent() {
        rate("{'rating':'up'}");
        rate("{'rating':'up','comment':'Well done.'}");
        rate("{'rating':'up','comment':'Well done.'}");
        rate("{'rating':'down'}");

        await().until(() -> rated().size() >= 2);

        assertThat(rated())
                .extracting(Event::data)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"rating\":\"up\""),
                        second -> assertThat(second).contains("\"rating\":\"down\""));
    }

    @Test
    void anotherCommentAloneReachesScreensWithoutAnEvent() {
        rate("{'rating':'up','comment':'Well done.'}");
        var before = signalled();

        rate("{'rating':'up','comment':'Well done.'}");
        assertThat(signalled()).isEqualTo(before);

        rate("{'rating':'up','comment':'Better than I thought.'}");
        assertThat(signalled()).isEqualTo(before + 1);
        assertThat(rated()).hasSize(1);
    }

    @Test
    void canBeTakenBack() {
        rate("{'rating':'down','comment':'Too short.'}");

        assertThat(caller.client().send("DELETE", path(), "").status()).isEqualTo(204);
        assertThat(caller.client().send("DELETE", path(), "").status()).isEqualTo(204);

        assertThat(kept()).isZero();
        await().until(() -> rated().size() >= 2);
        assertThat(rated())
                .extracting(Event::data)
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"down\":1"),
                        last -> assertThat(last).contains("\"rating\":\"none\"", "\"down\":0"));
        assertThat(fixture.caller().client().send("DELETE", path(), "").status()).isEqualTo(404);
    }

    /** Each says how many there are with its own, also when others give theirs meanwhile. */
    @Test
    void tellsRightFiguresOfThoseWhoRateAtOnce() throws Exception {
        var raters = 6;
        var barrier = new CyclicBarrier(raters);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Integer>>();
            for (var rater = 0; rater < raters; rater++) {
                var other = fixture.caller(caller.tenant()).client();
                calls.add(
                        () -> {
                            barrier.await();
                            return other.send("PUT", path(), "{'rating':'up'}").status();
                        });
            }
            for (var done : pool.invokeAll(calls)) {
                assertThat(done.get()).isEqualTo(200);
            }
        }

        await().until(() -> rated().size() >= raters);

        assertThat(rated())
                .extracting(event -> JsonValues.object(event.data()).get("up"))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aRunThatSomebodyIsRatingIsForgottenLater() throws Exception {
        var later = Instant.now().plus(Duration.ofDays(365));
        var id = new RunId(caller.tenant(), UUID.fromString(run));

        try (var other = Executors.newSingleThreadExecutor()) {
            transactions.run(
                    () -> {
                        assertThat(table.hold(id)).isTrue();
                        CompletableFuture.supplyAsync(() -> old.forget(caller.tenant(), later, 100), other).join();
                    });
        }
        assertThat(rate("{'rating':'up'}").status()).isEqualTo(200);

        old.forget(caller.tenant(), later, 100);
        assertThat(kept()).isZero();
        assertThat(rate("{'rating':'up'}").status()).isEqualTo(404);
        assertThat(kept()).isZero();
    }

    @Test
    void namesTheFieldAndTheLimit() {
        assertThat(rate("{'rating':'maybe'}"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.text()).contains("rating", "up, down"));
        assertThat(rate("{}").status()).isEqualTo(400);
        assertThat(rate("{'rating':'up','comment':'" + "c".repeat(2_001) + "'}"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.text()).contains("comment", "2000"));
        assertThat(rate("{'rating':'up','comment':'" + "c".repeat(2_000) + "'}").status())
                .isEqualTo(200);
    }

    @Test
    void isForRunsThatHaveEnded() {
        run = runs.begin("{'id':'a','kind':'wait','signal':'go'}", "{}");

        var refused = rate("{'rating':'up'}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asString()).isEqualTo("run_open");
    }

    @Test
    void knowsNobodyElsesRun() {
        var other = fixture.caller().client();

        assertThat(other.send("PUT", path(), "{'rating':'up'}").status()).isEqualTo(404);
        assertThat(other.get(path()).status()).isEqualTo(404);
        assertThat(kept()).isZero();
    }

    @Test
    void goesWithTheRun() {
        rate("{'rating':'up'}");
        assertThat(kept()).isOne();

        old.forget(caller.tenant(), Instant.now().plus(Duration.ofDays(365)), 100);

        assertThat(kept()).isZero();
    }

    private Answer rate(String body) {
        return caller.client().send("PUT", path(), body);
    }

    private String path() {
        return "/api/v1/runs/" + run + "/feedback";
    }

    private List<Event> rated() {
        return events.after(caller.tenant(), "run.rated", 0, 10);
    }

    /** How often screens were told of runs until now: what is said later comes after it. */
    private long signalled() {
        for (var later : List.of("first", "second")) {
            var kind = later + Ids.next();
            signals.changed(caller.tenant(), kind);
            await().until(() -> signals().contains(kind));
        }
        return signals().stream().filter("runs"::equals).count();
    }

    private List<Object> signals() {
        return jdbc
                .queryForList(
                        "SELECT data FROM event WHERE tenant_id = ? AND type = ?",
                        String.class,
                        Ids.bytes(caller.tenant().value()),
                        ChangeSignals.TYPE)
                .stream()
                .map(data -> JsonValues.object(data).get(ChangeSignals.KIND))
                .toList();
    }

    private int kept() {
        var count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM run_feedback WHERE tenant_id = ?",
                        Integer.class,
                        (Object) Ids.bytes(caller.tenant().value()));
        return count == null ? 0 : count;
    }
}

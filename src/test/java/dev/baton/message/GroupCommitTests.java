package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.TestDatabase;
import dev.baton.event.NewEvent;
import dev.baton.ledger.BudgetExhausted;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.CallFacts;
import dev.baton.ledger.Entrance;
import dev.baton.ledger.OpenedCall;
import dev.baton.ledger.Reservation;
import dev.baton.ledger.Settlement;
import dev.baton.ledger.UsageRecord;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Answer;
import dev.baton.model.Timeouts;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.commit.GroupCommit;
import dev.baton.platform.database.DatabaseUrl;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Nothing that ended is lost, and one bad record harms nobody else. */
@Tag("database")
@ServerTest
@Isolated
class GroupCommitTests {

    private static final String FINE =
            "{'choices':[{'index':0,'message':{'role':'assistant','content':'fine'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}";

    @Autowired private MessageFixture fixture;
    @Autowired private CallCommit commit;
    @Autowired private GroupCommit group;
    @Autowired private MessageDesk desk;
    @Autowired private Budgets budgets;
    @Autowired private MeterRegistry meters;
    @Autowired private JdbcTemplate jdbc;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void writesAroundARecordThatTheDatabaseRefuses() {
        group.stop();
        var before = IntStream.range(0, 5).mapToObj(_ -> commit.finished(call("m"))).toList();
        var bad = commit.finished(call("m".repeat(1_000)));
        var after = IntStream.range(0, 6).mapToObj(_ -> commit.finished(call("m"))).toList();
        group.start();

        before.forEach(CompletableFuture::join);
        after.forEach(CompletableFuture::join);
        assertThatThrownBy(bad::join).isNotNull();
        assertThatThrownBy(() -> commit.awaitAfter(Duration.ZERO, bad))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(11);
    }

    @Test
    void refusesTheSoonerWhoeverHasWaited() {
        var unwritten = new CompletableFuture<Void>();
        var tooLong = Duration.ofSeconds(5);
        var asked = System.nanoTime();

        assertThatThrownBy(() -> commit.awaitAfter(tooLong, unwritten))
                .isInstanceOf(CommitUnavailable.class);
        assertThatThrownBy(() -> commit.awaitBriefly(unwritten))
                .isInstanceOf(CommitUnavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        assertThatThrownBy(() -> commit.admitAfter(tooLong)).isInstanceOf(CommitUnavailable.class);
        commit.admitAfter(Duration.ZERO);
    }

    @Test
    void recordsTheCostOfACallWhoseAnswerCannotBeKept() {
        var call = call("m");
        var ending =
                new MessageEnding(
                        false,
                        1,
                        MessageStatus.COMPLETED,
                        Instant.now(),
                        null,
                        "{}",
                        null,
                        call.settlement());

        var written =
                commit.finished(
                        new FinishedCall(
                                call.settlement(), null, List.of(), ending, null, null));

        assertThatThrownBy(written::join).isNotNull();
        await().until(() -> fixture.allUsage(caller.tenant()).size() == 1);
    }

    @Test
    void takesARecordForWrittenThatIsInTheDatabaseAlready() {
        var call = call("m");
        commit.finished(call).join();

        commit.finished(call).join();

        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void takesAnOpenedCallForWrittenThatIsInTheDatabaseAlready() {
        var call = call("m");
        var opened = opened(call);
        commit.opened(opened);
        commit.opened(opened);
        await().until(() -> opened() == 1);

        commit.finished(call).join();

        assertThat(opened()).isZero();
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void leavesNothingOpenOfACallWhoseCommitWasNotHeardOf() {
        var call = call("m");
        commit.finished(call).join();

        group.stop();
        commit.opened(opened(call));
        var again = commit.finished(call);
        group.start();
        again.join();

        assertThat(opened()).isZero();
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void outlivesARecordThatNobodyCouldWrite() {
        var usage = call("m").settlement().usage();

        var broken = commit.finished(FinishedCall.of(new Settlement(usage, null)));
        var after = commit.finished(call("m"));

        assertThatThrownBy(broken::join).isNotNull();
        after.join();
        commit.admit();
    }

    @Test
    void writesAroundARecordThatAlwaysEndsInAnError() {
        group.stop();
        var before = commit.finished(call("m"));
        var broken =
                commit.finished(
                        new FinishedCall(
                                call("m").settlement(),
                                null,
                                new Faulty(),
                                null,
                                null,
                                null));
        var after = commit.finished(call("m"));
        group.start();

        CompletableFuture.allOf(before, after).orTimeout(20, TimeUnit.SECONDS).join();
        assertThatThrownBy(broken::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(3);
    }

    /** Events that cannot be had. */
    private static final class Faulty extends AbstractList<NewEvent> {

        @Override
        public NewEvent get(int index) {
            throw new StackOverflowError();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Test
    void namesInTheLogWhatItGivesUpAndDoesNotQuoteIt() {
        var call = call("secret".repeat(200));

        assertThat(new CallRecord.Finished(call, new CompletableFuture<>()).name())
                .isEqualTo("Finished " + call.settlement().usage().call().id());
    }

    @Test
    void settlesEachCallOnceWhenItsBatchEndsInAnError() {
        fixture.budget(caller.tenant(), 100);
        var reservation = budgets.reserve(caller.tenant(), 60);

        group.stop();
        var good = commit.finished(call("m", reservation));
        var bad = commit.finished(call("m".repeat(1_000)));
        var faulty = call("m");
        var broken =
                commit.finished(
                        new FinishedCall(
                                faulty.settlement(), null, new FaultyAgain(), null, null, null));
        var last = commit.finished(call("m"));
        group.start();

        CompletableFuture.allOf(good, broken, last).join();
        assertThatThrownBy(bad::join).isNotNull();
        assertThatThrownBy(() -> budgets.reserve(caller.tenant(), 101))
                .isInstanceOf(BudgetExhausted.class);
        budgets.release(budgets.reserve(caller.tenant(), 100));
    }

    /** Events that cannot be had when the batch is written in parts, the second time. */
    private static final class FaultyAgain extends AbstractList<NewEvent> {

        private int asked;

        @Override
        public Object[] toArray() {
            if (++asked == 2) {
                throw new StackOverflowError();
            }
            return new Object[0];
        }

        @Override
        public NewEvent get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @Test
    void tellsHowMuchWaitsAndInWhichBatchesItIsWritten() {
        var pending = meters.get("baton_commit_pending").gauge();
        var sizes = meters.get("baton_commit_batch_size").summary();
        var times = meters.get("baton_commit").timer();
        group.stop();
        var written = sizes.totalAmount();
        var batches = times.count();

        var three = IntStream.range(0, 3).mapToObj(_ -> commit.finished(call("m"))).toList();
        assertThat(pending.value()).isEqualTo(3);
        group.start();
        three.forEach(CompletableFuture::join);

        assertThat(pending.value()).isZero();
        await().untilAsserted(() -> assertThat(sizes.totalAmount()).isEqualTo(written + 3));
        assertThat(times.count()).isEqualTo(batches + 1);
    }

    @Test
    void letsNobodyInWhenItsThreadHasEnded() {
        group.stop();
        commit.finished(call("m")).thenRun(() -> Thread.currentThread().interrupt());
        group.start();
        try {
            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(commit::admit)
                                            .isInstanceOf(CommitUnavailable.class));
        } finally {
            group.start();
        }
        commit.admit();
    }

    @Test
    void settlesACallWhoseEndNobodyCouldTell() {
        var body = JsonMapper.shared().createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", "x");
        var question =
                new Question(
                        Ids.next(),
                        Entrance.MESSAGES,
                        "echo",
                        null,
                        Map.of(),
                        body,
                        Trace.start(),
                        Instant.now());

        assertThatThrownBy(() -> desk.answer(caller.actor(), question, new Speechless(), null))
                .isInstanceOf(StackOverflowError.class);

        await().untilAsserted(
                        () ->
                                assertThat(fixture.allUsage(caller.tenant()))
                                        .singleElement()
                                        .extracting(UsageRow::status)
                                        .isEqualTo(UsageStatus.INTERRUPTED));
        assertThat(opened()).isZero();
    }

    private static final class Speechless implements AnswerFormat {

        @Override
        public Response write(Answer answer, Reply reply) {
            throw new StackOverflowError();
        }

        @Override
        public Response failure(Problem problem) {
            throw new StackOverflowError();
        }
    }

    @Test
    void letsNobodyInWhileItIsStopped() {
        group.stop();
        try {
            assertThatThrownBy(commit::admit).isInstanceOf(CommitUnavailable.class);
            assertThat(caller.client().ask("{'agent':'echo','input':'x'}").status())
                    .isEqualTo(503);
        } finally {
            group.start();
        }
    }

    @Test
    void tellsThatNothingCanBeStoredAndStoresItLater() throws Exception {
        var answer = new CountDownLatch(1);
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    answer.await();
                                    line.json(FINE);
                                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'remote','input':'hello'}";
            var waiting =
                    threads.submit(
                            () -> caller.client().ask(body, "Idempotency-Key", "order-1"));
            await().until(() -> provider.calls() == 1 && opened() == 1);

            BatonClient.Answer refused;
            try (var _ = writesForbidden()) {
                answer.countDown();
                refused = waiting.get();
            }

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().path("code").asString()).isEqualTo("commit_unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(fixture.allUsage(caller.tenant()))
                                            .singleElement()
                                            .extracting(UsageRow::status)
                                            .isEqualTo(UsageStatus.COMPLETED));
            var again = caller.client().ask(body, "Idempotency-Key", "order-1");
            assertThat(again.json().path("output").asString()).isEqualTo("fine");
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @Test
    void endsAStreamInAnErrorWhenItsEndCannotBeStored() throws Exception {
        var finish = new CountDownLatch(1);
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    line.stream().say("one");
                                    finish.await();
                                    line.finish().usage(5, 1).done();
                                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var waiting =
                    threads.submit(
                            () ->
                                    caller.client()
                                            .complete(
                                                    "{'model':'remote','stream':true,'messages':[{'role':'user','content':'x'}]}"));
            await().until(provider::calls, calls -> calls == 1);
            await().until(this::opened, opened -> opened == 1);

            BatonClient.Answer broken;
            try (var _ = writesForbidden()) {
                finish.countDown();
                broken = waiting.get();
            }

            assertThat(broken.text()).contains("one", "commit_unavailable");
            assertThat(broken.text()).doesNotContain("[DONE]", "finish_reason\":\"stop");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> fixture.allUsage(caller.tenant()).size() == 1);
        }
    }

    /** Nobody can commit until it is closed, as on a server that came back read-only. */
    private static AutoCloseable writesForbidden() throws Exception {
        Connection session = DatabaseUrl.parse(TestDatabase.url()).connect();
        session.createStatement().execute("FLUSH TABLES WITH READ LOCK");
        return session;
    }

    private static OpenedCall opened(FinishedCall call) {
        return new OpenedCall(
                call.settlement().usage().call(), call.settlement().reservation(), Instant.now());
    }

    private int opened() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM opened_call WHERE tenant_id = ?",
                Integer.class,
                Ids.bytes(caller.tenant().value()));
    }

    private FinishedCall call(String model) {
        return call(model, new Reservation(caller.tenant(), "2026-11", 0));
    }

    private FinishedCall call(String model, Reservation reservation) {
        var id = Ids.next();
        var facts =
                new CallFacts(
                        caller.tenant(),
                        id,
                        id,
                        UUID.randomUUID(),
                        "echo",
                        null,
                        null,
                        null,
                        model,
                        Entrance.MESSAGES,
                        "0af7651916cd43dd8448eb211c80319c");
        var usage =
                new UsageRecord(
                        facts,
                        Instant.now(),
                        new TokenUsage(1, 0, 1, false),
                        0,
                        1_000,
                        null,
                        UsageStatus.COMPLETED,
                        null,
                        false,
                        null);
        var settlement = new Settlement(usage, reservation);
        return new FinishedCall(settlement, null, List.of(), null, null, null);
    }
}

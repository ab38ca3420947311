package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.AgentLimits;
import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.LeaseLost;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that are answered later are answered, or fail visibly. */
@Tag("database")
@ServerTest
class AsyncMessageTests {

    private static final String FINE =
            "{'choices':[{'index':0,'message':{'role':'assistant','content':'fine'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}";

    @Autowired private MessageFixture fixture;
    @Autowired private WorkQueue work;
    @Autowired private MessageWorker worker;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private RetryingTransactions transactions;

    @Value("${TENANT_QUEUED_MESSAGES}")
    private int mostQueued;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void anotherInstanceAnswersWhatTheFirstDidNotFinish() throws Exception {
        var calls = new AtomicInteger();
        var late = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            if (calls.getAndIncrement() == 0) {
                                late.await();
                            }
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var location = later("remote");
            await().until(() -> calls.get() == 1);

            takeOver();
            var message = awaitEnd(location);
            late.countDown();

            assertThat(message.path("status").asString()).isEqualTo("completed");
            assertThat(message.path("attempts").asInt()).isEqualTo(2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> fixture.allUsage(caller.tenant()).size() == 2);
            assertThat(caller.client().get(location).json()).isEqualTo(message);
            assertThat(fixture.allUsage(caller.tenant()))
                    .filteredOn(call -> call.repeated())
                    .singleElement()
                    .satisfies(call -> assertThat(call.status().wire()).isEqualTo("completed"));
            assertThat(events.after(caller.tenant(), "message.completed", 0, 10)).hasSize(1);
        }
    }

    @Test
    void aTenantTakesAQuarterOfThePlacesAtMost() {
        assertThat(worker.tenantConcurrency()).isEqualTo(worker.concurrency() / 4);
    }

    @Test
    void isFollowedUntilItsEnd() throws Exception {
        var answer = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            answer.await();
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var location = later("remote");

            var events =
                    caller.client()
                            .lines(location + "/events")
                            .filter(line -> line.startsWith("event: "))
                            .iterator();
            assertThat(events.next()).isEqualTo("event: message.queued");
            await().until(() -> provider.calls() == 1);
            var underWay = caller.client().get(location).json();
            assertThat(underWay.path("status").asString()).isEqualTo("queued");
            assertThat(underWay.at("/progress/state").asString()).isEqualTo("running");
            assertThat(underWay.path("attempts").asInt()).isEqualTo(1);
            answer.countDown();

            assertThat(events.next()).isEqualTo("event: message.completed");
            assertThat(events.hasNext()).isFalse();
            var once = caller.client().get(location + "/events");
            assertThat(once.text()).startsWith("event: message.completed\n");
            assertThat(JsonMapper.shared().readTree(once.events().getFirst()))
                    .isEqualTo(caller.client().get(location).json());
        }
        assertThat(caller.client().get("/api/v1/messages/" + Ids.next() + "/events").status())
                .isEqualTo(404);
    }

    /** As when an instance stops and gives its work back: the try begins again, elsewhere. */
    @Test
    void bothCallsOfATryThatBeganTwiceArePaid() throws Exception {
        var calls = new AtomicInteger();
        var late = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            if (calls.getAndIncrement() == 0) {
                                late.await();
                            }
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var location = later("remote");
            await().until(() -> calls.get() == 1);

            jdbc.update(
                    """
                    UPDATE work_item
                    SET owner = NULL, fence = fence + 1, attempts = attempts - 1, due_at = created_at
                    WHERE tenant_id = ?
                    """,
                    Ids.bytes(caller.tenant().value()));
            var message = awaitEnd(location);
            late.countDown();

            assertThat(message.path("status").asString()).isEqualTo("completed");
            assertThat(message.path("attempts").asInt()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(fixture.allUsage(caller.tenant()))
                                            .hasSize(2)
                                            .allSatisfy(
                                                    call ->
                                                            assertThat(call.costNanos())
                                                                    .isPositive()));
            assertThat(opened()).isZero();
        }
    }

    @Test
    void waitsForAnAgentThatHasTooMuchToDo() throws Exception {
        var one = new AgentLimits(1, 1_000, Duration.ofSeconds(5), 0);
        fixture.limited(caller.tenant(), "only", one, "translate");
        String location;
        try (var _ = fixture.busy("only", caller.tenant())) {
            location = laterBy("{'capability':'translate','input':'hello'}");
            await().until(this::wasBegunAndPutBack);
        }

        var message = awaitEnd(location);

        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void triesAnAgentThatIsDownThreeTimes() {
        fixture.disable(fixture.echo(caller.tenant(), "resting", 0));

        var message = awaitEnd(later("resting"));

        assertThat(message.at("/error/code").asString()).isEqualTo("attempts_exhausted");
        assertThat(message.at("/error/detail").asString()).contains("disabled");
        assertThat(message.path("attempts").asInt()).isEqualTo(3);
        assertThat(work.countDeadLetters(caller.tenant(), "message")).isEqualTo(1);
    }

    @Test
    void triesAgainWhenTheProviderWantsToHearAgain() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line ->
                                line.with("Retry-After", "600")
                                        .status(429, "{'error':{'message':'slow down'}}"))) {
            fixture.remote(caller.tenant(), "strained", provider.url(), Timeouts.DEFAULT);

            var location = later("strained");
            await().until(this::wasBegunAndPutBack);

            var waiting = caller.client().get(location).json();
            assertThat(waiting.at("/progress/state").asString()).isEqualTo("waiting");
            assertThat(waiting.at("/progress/last_error").asString()).contains("slow down");
            assertThat(Instant.parse(waiting.at("/progress/next_attempt_at").asString()))
                    .isAfter(Instant.now().plusSeconds(300));
            assertThat(waiting.path("attempts").asInt()).isEqualTo(1);
            assertThat(caller.client().get("/api/v1/messages").json().at("/data/0"))
                    .isEqualTo(waiting);

            assertThat(
                            jdbc.queryForObject(
                                    """
                                    SELECT TIMESTAMPDIFF(SECOND, created_at, due_at) FROM work_item
                                    WHERE tenant_id = ?
                                    """,
                                    Integer.class,
                                    Ids.bytes(caller.tenant().value())))
                    .isBetween(600, 760);
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @Test
    void waitsWhileItsTenantIsSuspended() throws Exception {
        var one = new AgentLimits(1, 1_000, Duration.ofSeconds(5), 0);
        fixture.limited(caller.tenant(), "only", one, "translate");
        String location;
        try (var _ = fixture.busy("only", caller.tenant())) {
            location = laterBy("{'capability':'translate','input':'hello'}");
            await().until(this::wasBegunAndPutBack);
            fixture.suspend(caller.tenant());
        }

        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .until(() -> fixture.allUsage(caller.tenant()).isEmpty());
        fixture.resume(caller.tenant());

        var message = awaitEnd(location);
        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void endsWithWhatWasKnownWhenItBegan() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            jdbc.update(
                                    "UPDATE tenant SET currency = 'EUR' WHERE tenant_id = ?",
                                    Ids.bytes(caller.tenant().value()));
                            fixture.forget(caller.tenant());
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            awaitEnd(later("remote"));

            var told =
                    await().until(
                                    () -> events.after(caller.tenant(), "message.completed", 0, 10),
                                    found -> !found.isEmpty());
            assertThat(told)
                    .singleElement()
                    .satisfies(
                            event ->
                                    assertThat(event.data()).contains("USD").doesNotContain("EUR"));
        }
    }

    @Test
    void isGivenUpVisiblyAfterThreeAttempts() throws Exception {
        try (var provider = new ScriptedProvider(line -> line.status(501, "{}"))) {
            fixture.remote(caller.tenant(), "down", provider.url(), Timeouts.DEFAULT);

            var location = later("down");
            var message = awaitEnd(location);

            assertThat(message.path("status").asString()).isEqualTo("failed");
            assertThat(message.at("/error/code").asString()).isEqualTo("attempts_exhausted");
            assertThat(message.at("/error/detail").asString()).contains("501");
            assertThat(message.path("attempts").asInt()).isEqualTo(3);
            assertThat(fixture.allUsage(caller.tenant()))
                    .hasSize(3)
                    .allSatisfy(call -> assertThat(call.status().wire()).isEqualTo("failed"));
            assertThat(work.deadLetters(caller.tenant(), "message", null, 10).data())
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.id().toString())
                                            .isEqualTo(message.path("id").asString()));
            await().untilAsserted(
                            () ->
                                    assertThat(
                                                    events.after(
                                                            caller.tenant(),
                                                            "message.failed",
                                                            0,
                                                            10))
                                            .singleElement()
                                            .satisfies(
                                                    event ->
                                                            assertThat(event.data().toString())
                                                                    .contains(
                                                                            "attempts_exhausted")));
        }
    }

    @Test
    void isGivenUpWhenTenServersEndedInItsMidst() throws Exception {
        var end = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            end.await();
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "deadly", provider.url(), Timeouts.DEFAULT);
            var location = later("deadly");
            for (var begun = 1; begun <= 10; begun++) {
                var calls = begun;
                await().until(() -> provider.calls() == calls);
                assertThat(caller.client().get(location).json().path("status").asString())
                        .isEqualTo("queued");
                takeOver();
            }

            var message = awaitEnd(location);
            end.countDown();

            assertThat(message.path("status").asString()).isEqualTo("failed");
            assertThat(message.at("/error/code").asString()).isEqualTo("attempts_exhausted");
            assertThat(provider.calls()).isEqualTo(10);
            assertThat(work.countDeadLetters(caller.tenant(), "message")).isEqualTo(1);
        }
    }

    @Test
    void isNotAskedByWhoeverMayHaveLostItWhileItWasPaused() throws Exception {
        var end = new CountDownLatch(1);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            end.await();
                            line.json(FINE);
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var location = later("remote");
            await().until(() -> provider.calls() == 1);
            var id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));

            var lost = new Claim("message", caller.tenant(), id, 1, 1, null);
            assertThatThrownBy(() -> worker.work(lost)).isInstanceOf(LeaseLost.class);

            assertThat(provider.calls()).isEqualTo(1);
            assertThat(fixture.allUsage(caller.tenant()))
                    .singleElement()
                    .satisfies(call -> assertThat(call.costNanos()).isZero());
            end.countDown();
            assertThat(awaitEnd(location).path("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void isRefusedWhenAsManyWaitAsMayWait() {
        var others = new ArrayList<NewWork>();
        for (var other = 0; other < mostQueued; other++) {
            others.add(
                    new NewWork(
                            "message",
                            caller.tenant(),
                            Ids.next(),
                            Priority.NORMAL,
                            Instant.now().plus(Duration.ofDays(1)),
                            null));
        }
        transactions.run(() -> work.add(others));
        var body = "{'agent':'echo','input':'hello'}";

        var refused = caller.client().ask(body, "Prefer", "respond-async", "Idempotency-Key", "q");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("code").asString()).isEqualTo("too_many_queued");
        assertThat(refused.json().path("limit").asString()).isEqualTo("tenant_queue");
        assertThat(refused.json().path("queued").asInt()).isEqualTo(mostQueued);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        assertThat(fixture.caller().client().ask(body, "Prefer", "respond-async").status())
                .as("another tenant has room")
                .isEqualTo(202);

        transactions.run(
                () -> work.remove("message", caller.tenant(), others.getFirst().id()));
        await().until(
                        () ->
                                caller.client()
                                                .ask(
                                                        body,
                                                        "Prefer",
                                                        "respond-async",
                                                        "Idempotency-Key",
                                                        "q")
                                                .status()
                                        == 202);
        transactions.run(
                () ->
                        others.forEach(
                                other -> work.remove("message", caller.tenant(), other.id())));
    }

    @Test
    void failsAtOnceWhatNoFurtherAttemptCouldAnswer() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> line.status(400, "{'error':{'message':'no such tool'}}"))) {
            fixture.remote(caller.tenant(), "picky", provider.url(), Timeouts.DEFAULT);

            var message = awaitEnd(later("picky"));

            assertThat(message.path("status").asString()).isEqualTo("failed");
            assertThat(message.at("/error/code").asString())
                    .isEqualTo("provider_refused_request");
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @Test
    void failsWhatTheBudgetDoesNotCover() {
        fixture.budget(caller.tenant(), 0);

        var message = awaitEnd(later("assistant"));

        assertThat(message.path("status").asString()).isEqualTo("failed");
        assertThat(message.at("/error/code").asString()).isEqualTo("budget_exhausted");
        await().untilAsserted(
                        () ->
                                assertThat(
                                                events.after(
                                                        caller.tenant(), "message.failed", 0, 10))
                                        .hasSize(1));
    }

    @Test
    void waitsForALimitInsteadOfFailing() {
        fixture.limited(
                caller.tenant(),
                "rare",
                new AgentLimits(5, 60, Duration.ofSeconds(5), 0));
        for (var number = 0; number < 60; number++) {
            caller.client().ask("{'agent':'rare','input':'x'}");
        }

        var message = awaitEnd(later("rare"));

        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("attempts").asInt()).isEqualTo(1);
    }

    private String later(String agent) {
        return laterBy("{'agent':'" + agent + "','input':'hello'}");
    }

    private String laterBy(String body) {
        return caller.client().ask(body, "Prefer", "respond-async").header("Location");
    }

    /** The claim's lease ends and somebody else may have it: its fence has moved on. */
    private void takeOver() {
        jdbc.update(
                """
                UPDATE work_item SET owner = ?, fence = fence + 1, due_at = created_at
                WHERE tenant_id = ?
                """,
                Ids.bytes(UUID.randomUUID()),
                Ids.bytes(caller.tenant().value()));
    }

    /** The fence moves with every claim and every end of one. */
    private boolean wasBegunAndPutBack() {
        return 1
                == jdbc.queryForObject(
                        """
                        SELECT COUNT(*) FROM work_item
                        WHERE tenant_id = ? AND owner IS NULL
                          AND fence > 1 + TIMESTAMPDIFF(MICROSECOND, '1970-01-01', created_at)
                        """,
                        Integer.class,
                        Ids.bytes(caller.tenant().value()));
    }

    private int opened() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM opened_call WHERE tenant_id = ?",
                Integer.class,
                Ids.bytes(caller.tenant().value()));
    }

    private JsonNode awaitEnd(String location) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> caller.client().get(location).json(),
                        message -> !message.path("status").asString().equals("queued"));
    }
}

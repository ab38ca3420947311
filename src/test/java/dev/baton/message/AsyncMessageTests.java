package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.EventLog;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Messages that are answered later are answered, or fail visibly. */
@Tag("database")
@ServerTest
class AsyncMessageTests {

    private static final String FINE =
            "{'choices':[{'index':0,'message':{'role':'assistant','content':'fine'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}";

    @Autowired private MessageFixture fixture;
    @Autowired private WorkQueue work;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;

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

            // The claim's lease ends and somebody else may have it: its fence has moved on.
            jdbc.update(
                    """
                    UPDATE work_item SET owner = ?, fence = fence + 1, due_at = created_at
                    WHERE tenant_id = ?
                    """,
                    Ids.bytes(UUID.randomUUID()),
                    Ids.bytes(caller.tenant().value()));
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
                new dev.baton.agent.AgentLimits(5, 60, Duration.ofSeconds(5), 0));
        for (var number = 0; number < 60; number++) {
            caller.client().ask("{'agent':'rare','input':'x'}");
        }

        var message = awaitEnd(later("rare"));

        assertThat(message.path("status").asString()).isEqualTo("completed");
        assertThat(message.path("attempts").asInt()).isEqualTo(1);
    }

    private String later(String agent) {
        return caller.client()
                .ask("{'agent':'" + agent + "','input':'hello'}", "Prefer", "respond-async")
                .header("Location");
    }

    private JsonNode awaitEnd(String location) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> caller.client().get(location).json(),
                        message -> !message.path("status").asString().equals("queued"));
    }
}

package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.ledger.Entrance;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatus;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Answer;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.MemoryBudget;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.Trace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What is in flight never holds more than the instance's budget, and gives all of it back. */
@ServerTest
@Isolated
class MemoryPathTests {

    private static final int PIECE = 16 * 1024;
    private static final String ASK = "{'agent':'remote','input':'hello'}";
    private static final String STREAM =
            "{'model':'remote','stream':true,'messages':[{'role':'user','content':'x'}]}";

    @Autowired private MessageFixture fixture;
    @Autowired private MemoryBudget memory;
    @Autowired private MessageDesk desk;
    @Autowired private MeterRegistry meters;

    private Caller caller;
    private long before;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        await().until(() -> memory.held() == 0);
        before = memory.held();
    }

    @Test
    void refusesABodyThatFindsNoRoom() {
        try (var _ = allBut(0)) {
            refused(caller.client().ask("{'agent':'echo','input':'hello'}"));
        }

        assertThat(caller.client().ask("{'agent':'echo','input':'hello'}").status()).isEqualTo(200);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        assertAllGivenBack();
    }

    @Test
    void refusesATenantThatHoldsItsShareAndNobodyElse() {
        var other = fixture.caller();
        var ask = "{'agent':'echo','input':'hello'}";
        try (var its = memory.open(caller.tenant().value())) {
            its.grow(memory.share());

            var refusal = caller.client().ask(ask);

            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.json().path("code").asString()).isEqualTo("memory_share_exhausted");
            assertThat(refusal.json().path("owner").asString())
                    .isEqualTo(caller.tenant().toString());
            assertThat(refusal.header("Retry-After")).isEqualTo("2");
            assertThat(other.client().ask(ask).status()).isEqualTo(200);
        }

        assertThat(caller.client().ask(ask).status()).isEqualTo(200);
        assertAllGivenBack();
    }

    /** Else a crowd of large bodies would fill the memory before any is admitted. */
    @Test
    void countsABodyForItsTenantWhileItIsRead() throws Exception {
        try (var its = memory.open(caller.tenant().value())) {
            its.grow(memory.share() - 4 * PIECE);
            var body = "{'agent':'echo','input':'%s'}".formatted("x".repeat(8 * PIECE));

            assertThat(caller.client().ask(body).status()).isEqualTo(429);
        }

        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
        assertAllGivenBack();
    }

    @Test
    void asksNobodyWhenAnAnswerWouldFindNoRoom() throws Exception {
        try (var provider = new ScriptedProvider(line -> line.json(answer("fine")))) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            try (var _ = allBut(PIECE)) {
                refused(caller.client().ask(ASK));
                refused(caller.client().complete(STREAM));
            }

            assertThat(provider.calls()).isZero();
            assertThat(fixture.allUsage(caller.tenant())).isEmpty();
            assertAllGivenBack();
        }
    }

    @Test
    void endsAWholeAnswerThatFindsNoRoom() throws Exception {
        try (var provider =
                new ScriptedProvider(line -> line.json(answer("fine ".repeat(100_000))))) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            try (var _ = allBut(3 * PIECE)) {
                foundNoRoom(caller.client().ask(ASK, "Idempotency-Key", "once"));
            }

            assertThat(fixture.allUsage(caller.tenant()))
                    .singleElement()
                    .satisfies(MemoryPathTests::isChargedThoughItFailed);
            assertAllGivenBack();
            foundNoRoom(caller.client().ask(ASK, "Idempotency-Key", "once"));
            assertThat(provider.calls()).isOne();
            assertThat(caller.client().ask(ASK).status()).isEqualTo(200);
            assertAllGivenBack();
        }
    }

    @Test
    void endsAStreamThatFindsNoRoomAndChargesWhatCame() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            for (var piece = 0; piece < 1_000; piece++) {
                                line.say("word ".repeat(200));
                            }
                            line.finish().usage(5, 1).done();
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            BatonClient.Answer cut;
            try (var _ = allBut(6 * PIECE)) {
                cut = caller.client().complete(STREAM);
            }

            assertThat(cut.text()).contains("no_room_for_answer").doesNotContain("[DONE]");
            await().untilAsserted(
                            () ->
                                    assertThat(fixture.allUsage(caller.tenant()))
                                            .singleElement()
                                            .satisfies(MemoryPathTests::isChargedThoughItFailed)
                                            .satisfies(
                                                    call ->
                                                            assertThat(call.tokensOut())
                                                                    .isPositive()));
            assertAllGivenBack();
        }
    }

    @Test
    void countsThoughtsThatNobodyIsTold() throws Exception {
        var thought =
                "{'choices':[{'index':0,'delta':{'reasoning_content':'%s'}}]}".replace('\'', '"');
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            for (var piece = 0; piece < 1_000; piece++) {
                                line.data(thought.formatted("word ".repeat(200)));
                            }
                            line.finish().usage(5, 1).done();
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            try (var _ = allBut(6 * PIECE)) {
                assertThat(caller.client().complete(STREAM).text())
                        .contains("no_room_for_answer");
            }
            assertAllGivenBack();
        }
    }

    @Test
    void givesBackWhatAStreamHeldWhoseCallerLeft() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            while (true) {
                                line.say("word ".repeat(200));
                            }
                        })) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            try (var socket = caller.client().open("/v1/chat/completions", STREAM)) {
                socket.getInputStream().readNBytes(100_000);
                assertThat(memory.held()).isGreaterThan(before);
            }

            await().until(() -> fixture.allUsage(caller.tenant()).size() == 1);
            assertAllGivenBack();
        }
    }

    @Test
    void givesBackWhatAnErrorLeft() {
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

        assertThatThrownBy(() -> desk.answer(caller.actor(), question, new Faulty(), null))
                .isInstanceOf(StackOverflowError.class);

        assertAllGivenBack();
    }

    @Test
    void answersALaterMessageWhenThereIsRoomAgain() {
        String id;
        var body = "{'agent':'echo','input':'%s'}".formatted("x".repeat(12_000));
        var refusals = refusals();
        try (var _ = allBut(PIECE)) {
            id = caller.client().ask(body, "Prefer", "respond-async").json().path("id").asString();
            await().until(() -> refusals() > refusals);
        }

        await().untilAsserted(() -> assertThat(status(id)).isEqualTo("completed"));
        assertAllGivenBack();
    }

    @Test
    void triesALaterAnswerThatFindsNoRoomThreeTimesAndNotForEver() throws Exception {
        try (var provider =
                new ScriptedProvider(line -> line.json(answer("fine ".repeat(100_000))))) {
            fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);

            try (var _ = allBut(6 * PIECE)) {
                var id =
                        caller.client()
                                .ask(ASK, "Prefer", "respond-async")
                                .json()
                                .path("id")
                                .asString();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(status(id)).isEqualTo("failed"));
            }

            assertThat(provider.calls()).isEqualTo(3);
        }
    }

    private String status(String id) {
        return caller.client().get("/api/v1/messages/" + id).json().path("status").asString();
    }

    private static void isChargedThoughItFailed(UsageRow call) {
        assertThat(call.status()).isEqualTo(UsageStatus.FAILED);
        assertThat(call.errorCode()).isEqualTo("no_room_for_answer");
        assertThat(call.tokensIn()).isPositive();
        assertThat(call.costNanos()).isPositive();
    }

    /** Whoever tries again pays again, so nothing tells them to. */
    private static void foundNoRoom(BatonClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("no_room_for_answer");
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    private static void refused(BatonClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("memory_exhausted");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    private void assertAllGivenBack() {
        await().untilAsserted(() -> assertThat(memory.held()).isEqualTo(before));
    }

    /** Others hold everything else until it is closed. */
    private Holding allBut(long bytes) {
        var others = memory.open();
        others.grow(memory.most() - bytes);
        return others;
    }

    private double refusals() {
        return meters.get("baton.memory.refusals").counter().count();
    }

    private static String answer(String content) {
        return "{'choices':[{'index':0,'message':{'role':'assistant','content':'%s'},'finish_reason':'stop'}],'usage':{'prompt_tokens':5,'completion_tokens':2}}"
                .formatted(content);
    }

    private static final class Faulty implements AnswerFormat {

        @Override
        public Response write(Answer answer, Reply reply) {
            throw new StackOverflowError();
        }

        @Override
        public Response failure(Problem problem) {
            throw new StackOverflowError();
        }
    }
}

package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.ledger.Entrance;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.trace.Trace;
import dev.baton.work.InstanceId;
import dev.baton.work.Instances;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.PlatformTransactionManager;

@Tag("database")
@ServerTest
class IdempotencyTests {

    private static final String KEY = "Idempotency-Key";
    private static final String SMALL = "{'agent':'assistant','input':'hello'}";

    @Autowired private MessageFixture fixture;
    @Autowired private IdempotencyStore store;
    @Autowired private SealedTexts texts;
    @Autowired private Idempotency idempotency;
    @Autowired private Clock clock;
    @Autowired private RetryingTransactions transactions;
    @Autowired private PlatformTransactionManager manager;
    @Autowired private CallCommit commit;
    @Autowired private InstanceId instance;
    @Autowired private Instances instances;
    @Autowired private MessageExchange exchange;
    @Autowired private MessageInbox inbox;
    @Autowired private RequestReader reader;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'agent':'assistant','input':'hello'}",
                "{'agent':'assistant','input':'hello','stream':true}"
            })
    void givesTheFirstAnswerAgainByteForByte(String body) {
        var first = caller.client().ask(body, KEY, "order-1");
        var again = caller.client().ask(body, KEY, "order-1");

        assertSame(first, again);
        assertThat(again.header("X-Baton-Decision")).isEqualTo(first.header("X-Baton-Decision"));
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'stream':true"})
    void givesACompletionAgainByteForByte(String more) {
        var body =
                "{'model':'assistant','messages':[{'role':'user','content':'hello'}]" + more + "}";

        var first = caller.client().complete(body, KEY, "order-1");
        var again = caller.client().complete(body, KEY, "order-1");

        assertSame(first, again);
        assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
    }

    @Test
    void acceptsAMessageForLaterOnce() {
        var first = caller.client().ask(SMALL, KEY, "order-1", "Prefer", "respond-async");
        var again = caller.client().ask(SMALL, KEY, "order-1", "Prefer", "respond-async");

        assertThat(first.status()).isEqualTo(202);
        assertSame(first, again);
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(again.header("Preference-Applied")).isEqualTo("respond-async");
        await().until(() -> fixture.allUsage(caller.tenant()).size() == 1);
        assertThat(caller.client().get("/api/v1/messages").json().path("data")).hasSize(1);
    }

    @Test
    void refusesAnotherBodyUnderTheKey() {
        caller.client().ask(SMALL, KEY, "order-1");

        var refusal = caller.client().ask("{'agent':'echo','input':'x'}", KEY, "order-1");

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.json().path("code").asString()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aKeyBelongsToItsTenantAndRoute() {
        var first = caller.client().ask(SMALL, KEY, "order-1");
        var stranger = fixture.caller().client().ask(SMALL, KEY, "order-1");
        var otherRoute =
                caller.client()
                        .complete(
                                "{'model':'echo','messages':[{'role':'user','content':'x'}]}",
                                KEY,
                                "order-1");

        assertThat(stranger.header("Idempotent-Replayed")).isEmpty();
        assertThat(stranger.text()).isNotEqualTo(first.text());
        assertThat(otherRoute.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "long"})
    void refusesWhatIsNoKey(String key) {
        var refusal =
                caller.client().ask(SMALL, KEY, key.equals("long") ? "k".repeat(256) : key);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.json().path("code").asString()).isEqualTo("invalid_idempotency_key");
    }

    @Test
    void callsOnceForTwoHundredRequestsAtOnce() throws Exception {
        try (var provider = slow()) {
            fixture.remote(caller.tenant(), "slow", provider.url(), Timeouts.DEFAULT);
            var begin = new CountDownLatch(1);
            Callable<BatonClient.Answer> request =
                    () -> {
                        begin.await();
                        return caller.client()
                                .ask("{'agent':'slow','input':'hello'}", KEY, "order-1");
                    };
            var answers = new ArrayList<BatonClient.Answer>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<BatonClient.Answer>>();
                for (var number = 0; number < 200; number++) {
                    running.add(threads.submit(request));
                }
                begin.countDown();
                for (var one : running) {
                    answers.add(one.get());
                }
            }

            assertThat(provider.calls()).isEqualTo(1);
            assertThat(answers).extracting(BatonClient.Answer::status).containsOnly(200, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.json().path("code").asString())
                                            .isEqualTo("idempotency_key_in_flight"));
            assertThat(answers.stream().filter(answer -> answer.status() == 200).map(BatonClient.Answer::text))
                    .isNotEmpty();
            assertThat(fixture.allUsage(caller.tenant())).hasSize(1);
        }
    }

    @Test
    void freesAKeyWhoseRequestWasRefused() {
        fixture.budget(caller.tenant(), 0);
        var refused = caller.client().ask(SMALL, KEY, "order-1");
        fixture.budget(caller.tenant(), 1_000_000_000_000L);

        var answer = caller.client().ask(SMALL, KEY, "order-1");

        assertThat(refused.status()).isEqualTo(402);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void freesAKeyWhoseMessageCouldNotBeAcceptedForLater() {
        var body = "{'agent':'newcomer','input':'hello'}";
        var refused = caller.client().ask(body, KEY, "order-1", "Prefer", "respond-async");
        fixture.demo(caller.tenant(), "newcomer");

        var accepted = caller.client().ask(body, KEY, "order-1", "Prefer", "respond-async");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(accepted.status()).isEqualTo(202);
    }

    @Test
    void asksAgainAfterTheProviderSaidThatItFailed() throws Exception {
        try (var provider = new ScriptedProvider(line -> line.status(501, "{}"))) {
            fixture.remote(caller.tenant(), "down", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'down','input':'hello'}";

            var first = caller.client().ask(body, KEY, "order-1");
            var called = provider.calls();
            var again = caller.client().ask(body, KEY, "order-1");

            assertThat(first.status()).isEqualTo(502);
            assertThat(again.status()).isEqualTo(502);
            assertThat(again.header("Idempotent-Replayed")).isEmpty();
            assertThat(provider.calls()).isGreaterThan(called);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'stream':true"})
    void tellsTheSameFailureAgainWhenTheProviderMayHaveWorked(String more) throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            if (more.isEmpty()) {
                                line.json("{'choices':[{'index':0,'message':{'content':'x'}}]}");
                            } else {
                                line.stream().say("one");
                            }
                        })) {
            fixture.remote(caller.tenant(), "cutting", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'cutting','input':'hello'" + more + "}";

            var first = caller.client().ask(body, KEY, "order-1");
            var again = caller.client().ask(body, KEY, "order-1");

            assertThat(first.text()).contains("provider_cut");
            assertSame(first, again);
            assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    @Test
    void asksAgainForACallerThatLeftBeforeTheEnd() throws Exception {
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            for (var word = 0; word < 200; word++) {
                                line.say("word ");
                                Thread.sleep(10);
                            }
                            line.finish().usage(4, 200).done();
                        })) {
            fixture.remote(caller.tenant(), "talkative", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'talkative','input':'hello','stream':true}";
            try (var socket = caller.client().open("/api/v1/messages", body, KEY, "order-1")) {
                assertThat(socket.getInputStream().read()).isPositive();
            }

            await().until(() -> fixture.allUsage(caller.tenant()).size() == 1);
            var again = caller.client().ask(body, KEY, "order-1");

            assertThat(again.text()).contains("message.completed");
            assertThat(again.header("Idempotent-Replayed")).isEmpty();
            assertThat(fixture.allUsage(caller.tenant()))
                    .extracting(call -> call.status().wire())
                    .containsExactlyInAnyOrder("completed", "cancelled");
        }
    }

    @Test
    void triesTheKeyOfADeadInstanceOnceMore() throws Exception {
        claimedBy(UUID.randomUUID(), "order-1");

        var answer = caller.client().ask(SMALL, KEY, "order-1");
        var again = caller.client().ask(SMALL, KEY, "order-1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(fixture.usage(caller.tenant(), answer.trace()).getFirst().repeated()).isTrue();
        assertSame(answer, again);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void freesAKeyWhoseClaimTheDatabaseDidNotConfirm(boolean takenOver) throws Exception {
        var dead = UUID.randomUUID();
        var hash =
                takenOver
                        ? claimedBy(dead, "order-1")
                        : sha256("POST /api/v1/messages\norder-1");
        var confirmed = new AtomicInteger(takenOver ? 1 : 0);
        var cutOff =
                new RetryingTransactions(manager, new SimpleMeterRegistry()) {
                    @Override
                    public <T extends @Nullable Object> T call(Supplier<T> work) {
                        var result = super.call(work);
                        if (confirmed.getAndDecrement() > 0) {
                            return result;
                        }
                        throw new DataAccessResourceFailureException("cut off");
                    }
                };
        var unlucky = new Idempotency(store, texts, commit, cutOff, instance, instances, clock);

        assertThatThrownBy(
                        () ->
                                unlucky.look(
                                        caller.tenant(),
                                        "POST /api/v1/messages",
                                        "order-1",
                                        SMALL.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                                        Ids.next()))
                .isInstanceOf(DataAccessResourceFailureException.class);

        // What was taken over goes back to whom it was taken from, with the try that died there.
        await().untilAsserted(
                        () ->
                                assertThat(store.find(caller.tenant(), hash).stream())
                                        .hasSize(takenOver ? 1 : 0)
                                        .allSatisfy(
                                                entry -> {
                                                    assertThat(entry.instance()).isEqualTo(dead);
                                                    assertThat(entry.attempts()).isOne();
                                                }));
        assertThat(caller.client().ask(SMALL, KEY, "order-1").status()).isEqualTo(200);
    }

    @Test
    void freesAKeyWhoseRequestEndedInAnError() throws Exception {
        var request = new MockHttpServletRequest("POST", "/api/v1/messages");
        request.addHeader(KEY, "order-1");
        var body = SMALL.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var read = reader.message(body, Entrance.MESSAGES, Trace.start(), clock.instant());

        assertThatThrownBy(
                        () ->
                                exchange.carry(
                                        caller.actor(),
                                        read,
                                        body,
                                        new Speechless(),
                                        request,
                                        new MockHttpServletResponse()))
                .isInstanceOf(StackOverflowError.class);

        await().untilAsserted(
                        () ->
                                assertThat(caller.client().ask(SMALL, KEY, "order-1").status())
                                        .isEqualTo(200));
    }

    private static final class Speechless implements MessageExchange.Form {

        @Override
        public byte[] write(Answer answer, Reply reply) {
            throw new StackOverflowError();
        }

        @Override
        public byte[] opening(AnswerHead head) {
            throw new StackOverflowError();
        }

        @Override
        public byte[] piece(AnswerChunk chunk) {
            throw new StackOverflowError();
        }

        @Override
        public byte[] ending(Reply reply) {
            throw new StackOverflowError();
        }

        @Override
        public byte[] failure(Map<String, Object> problem) {
            throw new StackOverflowError();
        }
    }

    @Test
    void acceptsNothingForLaterUnderAKeyThatWasLost() throws Exception {
        var hash = claimedBy(UUID.randomUUID(), "order-1");
        var late = new ClaimedKey(hash, Ids.next(), null);
        var body = SMALL.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var read = reader.message(body, Entrance.MESSAGES, Trace.start(), clock.instant());
        var accepted = Response.json(202, new byte[0]);

        assertThatThrownBy(
                        () -> inbox.accept(caller.actor(), read.question(), late, accepted))
                .isInstanceOf(Idempotency.InFlight.class);

        assertThat(caller.client().get("/api/v1/messages").json().path("data")).isEmpty();
    }

    @Test
    void triesAKeyNoThirdTime() throws Exception {
        var hash = claimedBy(UUID.randomUUID(), "order-1");
        var first = store.find(caller.tenant(), hash).orElseThrow().instance();
        transactions.run(
                () ->
                        store.takeOver(
                                caller.tenant(),
                                hash,
                                first,
                                Ids.next(),
                                UUID.randomUUID()));

        var refusal = caller.client().ask(SMALL, KEY, "order-1");

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.json().path("code").asString())
                .isEqualTo("idempotency_key_interrupted");
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void aClaimThatWasLostChangesNothingAnyMore() throws Exception {
        var hash = claimedBy(UUID.randomUUID(), "order-1");
        var late = new ClaimedKey(hash, Ids.next(), null);

        idempotency.free(caller.tenant(), late);

        assertThat(store.find(caller.tenant(), hash)).isPresent();
    }

    @Test
    void forgetsKeysAfterADay() throws Exception {
        var hash = claimedAt(clock.instant().minus(Duration.ofHours(25)), "old");
        var young = claimedAt(clock.instant().minus(Duration.ofHours(23)), "young");

        idempotency.forgetOld();

        assertThat(store.find(caller.tenant(), hash)).isEmpty();
        assertThat(store.find(caller.tenant(), young)).isPresent();
    }

    @Test
    void doesNotGiveAgainWhatIsTooLargeToBeKept() throws Exception {
        var megabyte = "x".repeat(1 << 20);
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            line.stream();
                            for (var piece = 0; piece < 9; piece++) {
                                line.say(megabyte);
                            }
                            line.finish().usage(4, 200).done();
                        })) {
            fixture.remote(caller.tenant(), "huge", provider.url(), Timeouts.DEFAULT);
            var body = "{'agent':'huge','input':'hello','stream':true}";

            var first = caller.client().ask(body, KEY, "order-1");
            var again = caller.client().ask(body, KEY, "order-1");

            assertThat(first.text()).contains("message.completed");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().path("code").asString()).isEqualTo("answer_not_kept");
            assertThat(provider.calls()).isEqualTo(1);
        }
    }

    private static void assertSame(BatonClient.Answer first, BatonClient.Answer again) {
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    private byte[] claimedBy(UUID instance, String key) throws Exception {
        return claimed(instance, key, clock.instant());
    }

    private byte[] claimedAt(Instant then, String key) throws Exception {
        return claimed(UUID.randomUUID(), key, then);
    }

    private byte[] claimed(UUID instance, String key, Instant then) throws Exception {
        var hash = sha256("POST /api/v1/messages\n" + key);
        var body = sha256(SMALL.replace('\'', '"'));
        transactions.run(
                () -> store.claim(caller.tenant(), hash, body, Ids.next(), instance, then));
        return hash;
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ScriptedProvider slow() throws IOException {
        return new ScriptedProvider(
                line -> {
                    Thread.sleep(400);
                    line.json(
                            "{'choices':[{'index':0,'message':{'content':'x'},'finish_reason':'stop'}],'usage':{'prompt_tokens':3,'completion_tokens':1}}");
                });
    }
}

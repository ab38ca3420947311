package dev.baton.model.provider;

import static dev.baton.model.provider.ProviderFixtures.openAi;
import static dev.baton.model.provider.ProviderFixtures.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelCall;
import dev.baton.model.ModelFixtures;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.model.TokenUsage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

class RetryTests {

    private static final String ANSWER =
            StubProvider.json(
                    200,
                    "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
    private static final String STREAM =
            StubProvider.events(
                    "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                    "[DONE]");

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 529})
    void triesAgainWhatMayPass(int status) throws Exception {
        try (var stub =
                new StubProvider(
                        (number, line) ->
                                line.send(number < 2 ? StubProvider.json(status, "{}") : STREAM))) {
            var call = ModelFixtures.call(ModelFixtures.asking("x"));

            assertThat(read(openAi(stub, call).stream())).hasSize(1);

            assertThat(stub.requests()).hasSize(3);
            assertThat(stub.requests())
                    .extracting(request -> request.header("Idempotency-Key"))
                    .containsOnly(call.idempotencyKey().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void triesNoMoreOftenThanTheCallAllows(int retries) throws Exception {
        try (var stub = new StubProvider((_, line) -> line.send(StubProvider.json(503, "{}")))) {
            var any = ModelFixtures.call(ModelFixtures.asking("x"));
            var call =
                    new ModelCall(
                            any.model(),
                            any.body(),
                            any.maxOutputTokens(),
                            any.trace(),
                            any.deadline(),
                            any.idempotencyKey(),
                            retries,
                            any.memory());

            assertThatThrownBy(() -> openAi(stub, call).answer()).isInstanceOf(CallFailed.class);

            assertThat(stub.requests()).hasSize(1 + retries);
        }
    }

    @Test
    void waitsAsLongAsItIsTold() throws Exception {
        try (var stub =
                new StubProvider(
                        (number, line) ->
                                line.send(
                                        number == 0
                                                ? StubProvider.json(429, "{}", "Retry-After: 1")
                                                : ANSWER))) {
            var start = System.nanoTime();

            openAi(stub, ModelFixtures.call(ModelFixtures.asking("x"))).answer();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "1e3", "DATE"})
    void failsRatherThanWaitBeyondTheDeadline(String after) throws Exception {
        var value =
                after.equals("DATE")
                        ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC))
                        : after;
        try (var stub =
                StubProvider.saying(StubProvider.json(429, "{}", "Retry-After: " + value))) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));
            var start = System.nanoTime();

            var failure = catchThrowableOfType(CallFailed.class, call::answer);

            assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
            assertThat(failure.status()).contains(429);
            assertThat(failure.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(10));
            assertThat(stub.requests()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void neverTriesAgainOnceAPieceHasCome() throws Exception {
        var piece = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
        try (var stub = StubProvider.saying(StubProvider.events(piece))) {
            var call = openAi(stub, ModelFixtures.call(ModelFixtures.asking("x")));

            catchThrowableOfType(CallFailed.class, () -> read(call.stream()));

            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhenNobodyTookTheConnection() throws Exception {
        int port;
        try (var gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        var call =
                new OpenAiProvider(ProviderFixtures.OUTSIDE)
                        .call(
                                ModelFixtures.connection(
                                        ProviderKind.OPENAI,
                                        URI.create("http://127.0.0.1:" + port),
                                        Timeouts.DEFAULT),
                                ModelFixtures.call(ModelFixtures.asking("x")));

        var failure = catchThrowableOfType(CallFailed.class, call::answer);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void keepsTheDeadlineOverAllAttempts() throws Exception {
        try (var stub = StubProvider.saying(StubProvider.json(503, "{}", "Retry-After: 5"))) {
            var call =
                    openAi(
                            stub,
                            ModelFixtures.call(ModelFixtures.asking("x"), Duration.ofSeconds(2)));

            var failure = catchThrowableOfType(CallFailed.class, call::answer);

            assertThat(failure.reason()).isEqualTo(Reason.UPSTREAM_ERROR);
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void refusesToBeginAfterTheDeadline() throws Exception {
        try (var stub = StubProvider.saying(ANSWER)) {
            var call =
                    openAi(
                            stub,
                            ModelFixtures.call(ModelFixtures.asking("x"), Duration.ofSeconds(-1)));

            var failure = catchThrowableOfType(CallFailed.class, call::answer);

            assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Test
    void backsOffWithChanceAndWithinBounds() {
        var patience = new Patience(10, Patience.FIRST_WAIT, new Random(7));
        var failure = Failures.told(Reason.UPSTREAM_ERROR, "x", TokenUsage.NONE);

        for (var attempt = 1; attempt < 10; attempt++) {
            var full = Math.min(250L << (attempt - 1), 8_000);
            assertThat(patience.after(attempt, failure, Duration.ofHours(1)).orElseThrow())
                    .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
        }
        assertThat(patience.after(10, failure, Duration.ofHours(1))).isEmpty();
    }
}

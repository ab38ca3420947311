package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.Cancellation;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;
import dev.baton.platform.http.OutgoingExchange;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.memory.NoRoom;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One call to a remote agent. It is repeated, with the same idempotency key, while nothing of an
 * answer has come.
 */
final class HttpAgentCall implements PreparedCall {

    private static final int MAX_ERROR = 16 << 10;

    /** Beyond this, what a remote agent says it used is no count of tokens. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private final OutgoingHttp http;
    private final Clock clock;
    private final HttpAgentRequest request;
    private final Completion completion;
    private final long price;
    private final HttpAgentMetrics metrics;
    private final Cancellation cancellation = new Cancellation();

    HttpAgentCall(
            OutgoingHttp http,
            Clock clock,
            HttpAgentRequest request,
            long price,
            HttpAgentMetrics metrics) {
        this.http = http;
        this.clock = clock;
        this.request = request;
        this.completion = Completion.of(request.call(), model(), clock.instant());
        this.price = price;
        this.metrics = metrics;
    }

    @Override
    public String model() {
        return "http";
    }

    @Override
    public Optional<UUID> promptVersion() {
        return Optional.empty();
    }

    @Override
    public long worstCaseNanos() {
        return price;
    }

    @Override
    public long costNanos(TokenUsage usage) {
        return RequestPrices.cost(price, usage);
    }

    @Override
    public Answer answer() throws CallFailed {
        return patiently(
                () -> {
                    try (var exchange = open(false)) {
                        var remote = remote(exchange);
                        return completion.whole(
                                remote.output(), remote.finishReason(), remote.usage());
                    }
                });
    }

    @Override
    public AnswerStream stream() throws CallFailed {
        return patiently(
                () -> {
                    var streaming = request.where().stream();
                    var exchange = open(streaming);
                    var handedOn = false;
                    try {
                        if (exchange.headers().mediaType().equals("text/event-stream")) {
                            var stream =
                                    new HttpAgentStream(
                                            exchange,
                                            completion,
                                            request,
                                            inputTokens(),
                                            metrics);
                            handedOn = true;
                            return stream;
                        }
                        var remote = remote(exchange);
                        return new TextStream(
                                completion,
                                remote.output(),
                                remote.finishReason(),
                                remote.usage(),
                                request.agent().timeout());
                    } finally {
                        if (!handedOn) {
                            exchange.close();
                        }
                    }
                });
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    private <T> T patiently(Attempt<T> attempt) throws CallFailed {
        for (var number = 1; ; number++) {
            try {
                return attempt.make();
            } catch (CallFailed failure) {
                if (!isWorthRepeating(failure, number)) {
                    metrics.failed(failure);
                    throw failure;
                }
                cancellation.sleep(wait(failure, number));
            }
        }
    }

    private boolean isWorthRepeating(CallFailed failure, int number) {
        return failure.retryable()
                && failure.reason() != CallFailed.Reason.TIMEOUT
                && failure.reason() != CallFailed.Reason.NO_ROOM
                && number <= request.agent().retries()
                && wait(failure, number).compareTo(left()) < 0;
    }

    private static Duration wait(CallFailed failure, int number) {
        return failure.retryAfter()
                .orElseGet(
                        () -> {
                            var full = FIRST_WAIT.toMillis() << Math.min(number - 1, 6);
                            return Duration.ofMillis(
                                    full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
                        });
    }

    private OutgoingExchange open(boolean streaming) throws CallFailed {
        var left = left();
        if (!left.isPositive()) {
            throw HttpAgentFailures.outOfTime();
        }
        OutgoingExchange exchange;
        try {
            exchange = cancellation.open(http, request.attempt(streaming, left, clock.instant()));
        } catch (OutgoingFailure e) {
            throw ended(e, e.sent() ? asked() : TokenUsage.NONE);
        }
        if (exchange.status() != 200) {
            try (exchange) {
                throw refused(exchange);
            }
        }
        return exchange;
    }

    private CallFailed ended(OutgoingFailure failure, TokenUsage used) {
        return cancellation.isCancelled()
                ? CallFailed.cancelled(used)
                : CallFailed.of(failure, used);
    }

    /** What the agent has been given to work on, though nothing came of it. */
    private TokenUsage asked() {
        return new TokenUsage(inputTokens(), 0, 0, true);
    }

    private CallFailed refused(OutgoingExchange exchange) {
        byte[] body;
        try {
            body = exchange.body().readNBytes(MAX_ERROR);
        } catch (IOException e) {
            // The status alone says enough.
            body = new byte[0];
        }
        return HttpAgentFailures.ofStatus(
                exchange,
                exchange.status() == 401 || exchange.status() == 403
                        ? "it refused the secret."
                        : request.scrub(HttpAgentFailures.words(body)),
                clock);
    }

    private Remote remote(OutgoingExchange exchange) throws CallFailed {
        JsonNode body;
        try {
            var bytes = request.call().memory().counting(exchange.body()).readAllBytes();
            body = JsonMapper.shared().readTree(bytes);
        } catch (OutgoingFailure e) {
            throw ended(e, asked());
        } catch (NoRoom e) {
            throw CallFailed.noRoom(asked());
        } catch (JacksonException e) {
            throw HttpAgentFailures.garbled("it is not JSON.", TokenUsage.NONE);
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with OutgoingFailure only", e);
        }
        var output = body.path("output");
        if (!output.isString()) {
            throw HttpAgentFailures.garbled("it has no text named output.", TokenUsage.NONE);
        }
        return new Remote(
                output.stringValue(),
                body.path("finish_reason").asString("stop"),
                usage(body.path("usage"), output.stringValue(), inputTokens()));
    }

    /** What the remote agent says it used, as far as it can be, else counted. */
    static TokenUsage usage(JsonNode told, String output, long inputTokens) {
        var input = told.path("input_tokens");
        var written = told.path("output_tokens");
        if (input.canConvertToLong()
                && written.canConvertToLong()
                && input.longValue() >= 0
                && written.longValue() >= 0
                && (input.longValue() > 0 || written.longValue() > 0)) {
            return new TokenUsage(
                    Math.min(input.longValue(), MOST_TOKENS),
                    0,
                    Math.min(written.longValue(), MOST_TOKENS),
                    false);
        }
        return new TokenUsage(inputTokens, 0, Tokens.count(output), true);
    }

    private long inputTokens() {
        return Tokens.ofRequest(request.call().body());
    }

    private Duration left() {
        return Duration.between(clock.instant(), request.call().deadline());
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws CallFailed;
    }

    private record Remote(String output, String finishReason, TokenUsage usage) {}
}

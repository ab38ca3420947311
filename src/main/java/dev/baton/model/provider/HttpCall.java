package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.Cancellation;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingExchange;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.http.OutgoingResponse;
import dev.baton.platform.memory.NoRoom;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;

/**
 * One call over HTTP, with its attempts. An attempt is repeated only while nothing of the answer
 * has come, and only when the provider cannot have begun to work or says that it did not.
 */
final class HttpCall implements ProviderCall {

    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream";

    private static final long MAX_ANSWER = 8L << 20;

    /** A stream says the same at many times the length, and only a piece of it is held at a time. */
    private static final long MAX_STREAM = 32L << 20;

    private static final long MAX_ERROR = 64L << 10;

    private final Outside outside;
    private final WireFormat format;
    private final OpenConnection connection;
    private final ModelCall call;
    private final ObjectNode request;
    private final Cancellation cancellation = new Cancellation();
    private final long start = System.nanoTime();
    private final long budget;

    HttpCall(Outside outside, WireFormat format, OpenConnection connection, ModelCall call) {
        this.outside = outside;
        this.format = format;
        this.connection = connection;
        this.call = call;
        this.request = format.body(connection, call);
        var untilDeadline = Duration.between(outside.clock().instant(), call.deadline());
        var total = connection.timeouts().total();
        this.budget = (untilDeadline.compareTo(total) < 0 ? untilDeadline : total).toNanos();
    }

    @Override
    public Answer answer() throws CallFailed {
        var body = WireJson.MAPPER.writeValueAsBytes(request);
        return persistently(() -> answerOnce(body));
    }

    @Override
    public AnswerStream stream() throws CallFailed {
        format.streaming(request);
        var body = WireJson.MAPPER.writeValueAsBytes(request);
        return persistently(() -> streamOnce(body));
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    private <T> T persistently(Attempt<T> attempt) throws CallFailed {
        for (var count = 1; ; count++) {
            cancellation.check();
            try {
                return attempt.make();
            } catch (NothingCame e) {
                if (count > call.retries()) {
                    throw e.failure;
                }
                var wait = outside.patience().after(count, e.failure, left());
                cancellation.sleep(wait.orElseThrow(() -> e.failure));
            }
        }
    }

    private Answer answerOnce(byte[] body) throws CallFailed, NothingCame {
        try (var exchange = open(body, JSON)) {
            expect(exchange, JSON);
            return format.answer(call.memory().counting(exchange.body()).readAllBytes(), call);
        } catch (OutgoingFailure e) {
            throw CallFailed.of(e, asked());
        } catch (NoRoom e) {
            throw CallFailed.noRoom(asked());
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with OutgoingFailure only", e);
        }
    }

    private AnswerStream streamOnce(byte[] body) throws CallFailed, NothingCame {
        var exchange = open(body, EVENT_STREAM);
        var stream = new HttpAnswerStream(exchange, format.chunks(call), call.memory());
        try {
            expect(exchange, EVENT_STREAM);
            stream.awaitFirst();
            return stream;
        } catch (CallFailed e) {
            stream.close();
            if (cancellation.isCancelled()) {
                throw CallFailed.cancelled(e.usage());
            }
            throw repeatable(e);
        } catch (NothingCame | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private OutgoingExchange open(byte[] body, String accept) throws CallFailed, NothingCame {
        var left = left();
        if (!left.isPositive()) {
            throw Failures.outOfTime(TokenUsage.NONE);
        }
        try {
            return cancellation.open(outside.http(), request(body, accept, left));
        } catch (OutgoingFailure e) {
            var used = e.sent() ? asked() : TokenUsage.NONE;
            if (cancellation.isCancelled()) {
                throw CallFailed.cancelled(used);
            }
            var failure = CallFailed.of(e, used);
            if (isWorthRepeating(e)) {
                throw new NothingCame(failure);
            }
            throw failure;
        }
    }

    /** What the provider has taken in and, likely, charges for, though nothing came of it. */
    private TokenUsage asked() {
        return OpenAiUsage.counted(call, "");
    }

    private OutgoingRequest request(byte[] body, String accept, Duration left) {
        var headers = new HashMap<>(connection.credentials().headers());
        headers.putAll(format.headers(connection, call));
        headers.put("Content-Type", JSON);
        headers.put("Accept", accept);
        headers.put("User-Agent", "Baton");
        headers.put("Idempotency-Key", call.idempotencyKey().toString());
        headers.put("traceparent", call.trace().child().traceparent());
        var timeouts = connection.timeouts();
        return new OutgoingRequest(
                "POST",
                connection.resolve(format.path(connection)),
                headers,
                body,
                new OutgoingLimits(
                        timeouts.connect(),
                        timeouts.firstByte(),
                        timeouts.idle(),
                        left,
                        accept.equals(JSON) ? MAX_ANSWER : MAX_STREAM,
                        false));
    }

    private void expect(OutgoingExchange exchange, String mediaType)
            throws CallFailed, NothingCame {
        if (exchange.status() != 200) {
            throw refused(exchange);
        }
        var type = exchange.headers().mediaType();
        if (!type.equals(mediaType)) {
            throw Failures.garbled(
                    "%s instead of %s.".formatted(type.isEmpty() ? "no type" : type, mediaType));
        }
    }

    private CallFailed refused(OutgoingExchange exchange) throws CallFailed, NothingCame {
        byte[] body;
        try {
            body = exchange.body().readNBytes((int) MAX_ERROR);
        } catch (IOException e) {
            // The status alone says enough.
            body = new byte[0];
        }
        var response =
                new OutgoingResponse(
                        exchange.status(), exchange.headers(), body, false, Duration.ZERO);
        throw repeatable(Failures.ofStatus(response, connection.credentials(), outside.clock()));
    }

    private static CallFailed repeatable(CallFailed failure) throws CallFailed, NothingCame {
        if (failure.reason() == Reason.RATE_LIMITED || failure.reason() == Reason.UPSTREAM_ERROR) {
            throw new NothingCame(failure);
        }
        throw failure;
    }

    private static boolean isWorthRepeating(OutgoingFailure failure) {
        return !failure.sent() && failure.reason().isEmpty();
    }

    private Duration left() {
        return Duration.ofNanos(budget - (System.nanoTime() - start));
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws CallFailed, NothingCame;
    }

    /** An attempt failed before anything of the answer had come, in a way that may pass. */
    private static final class NothingCame extends Exception {

        private final CallFailed failure;

        private NothingCame(CallFailed failure) {
            super(failure.getMessage(), failure, false, false);
            this.failure = failure;
        }
    }
}

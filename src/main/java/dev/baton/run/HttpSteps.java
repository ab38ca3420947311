package dev.baton.run;

import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingLimits;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.http.OutgoingResponse;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.Trace;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends requests of steps through the guarded client. Each carries the step's idempotency key, the
 * same in every attempt ({@code Idempotency-Key}, draft-ietf-httpapi-idempotency-key-header), and
 * the run's trace, and which run it is of: what is asked of Baton itself so is known to come of it.
 */
@Component
class HttpSteps {

    private static final long LONGEST_BODY = 1024 * 1024;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final OutgoingHttp http;
    private final CallingRun calling;
    private final Clock clock;
    private final Duration timeout;

    HttpSteps(OutgoingHttp http, CallingRun calling, Clock clock, RunProperties properties) {
        this.http = http;
        this.calling = calling;
        this.clock = clock;
        this.timeout = properties.stepTimeout();
    }

    void send(Execution execution, Effect.Act act) {
        StepOutcome outcome;
        try {
            var request = request(execution.head(), act);
            if (!execution.isStillOwned()) {
                execution.lost();
                return;
            }
            outcome = outcome(http.send(request));
        } catch (BadRequest bad) {
            outcome = failed("request_invalid", bad.getMessage(), null, null);
        } catch (OutgoingFailure failure) {
            outcome = outcome(failure);
        }
        execution.ended(act, outcome);
    }

    private OutgoingRequest request(RunHead head, Effect.Act act) throws BadRequest {
        var given = (Map<?, ?>) act.arguments();
        var body = given.get("body");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (body != null) {
            headers.put(
                    "Content-Type",
                    body instanceof String ? "text/plain; charset=utf-8" : "application/json");
        }
        headers.put(Trace.HEADER, Trace.of(head.traceId(), head.correlation()).traceparent());
        if (given.get("headers") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        }
        // Ours alone, whatever a graph says that was read before this was refused.
        headers.put(CallingRun.HEADER, calling.header(head.id()));
        headers.put("Idempotency-Key", act.call().toString());
        try {
            return new OutgoingRequest(
                    String.valueOf(given.get("method")),
                    url(String.valueOf(given.get("url"))),
                    headers,
                    bytes(body),
                    limits(act));
        } catch (IllegalArgumentException refused) {
            throw new BadRequest(String.valueOf(refused.getMessage()));
        }
    }

    private static URI url(String text) throws BadRequest {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new BadRequest("The URL is malformed: " + malformed.getReason() + ".");
        }
    }

    private static byte[] bytes(@Nullable Object body) {
        if (body == null) {
            return new byte[0];
        }
        return body instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : JsonValues.mapper().writeValueAsBytes(body);
    }

    private OutgoingLimits limits(Effect.Act act) {
        var longest = act.step().timeout() == null ? timeout : act.step().timeout();
        var connect = longest.compareTo(LONGEST_CONNECT) < 0 ? longest : LONGEST_CONNECT;
        return OutgoingLimits.DEFAULT
                .withConnect(connect)
                .withFirstByte(longest)
                .withIdle(longest)
                .withTotal(longest)
                .withMaxBody(LONGEST_BODY);
    }

    private StepOutcome outcome(OutgoingResponse response) {
        var status = response.status();
        if (status >= 200 && status < 300) {
            return new StepOutcome.Done(result(response), null, false);
        }
        var message = "The answer has status " + status + ".";
        var retryAfter = retryAfter(response);
        if (status == 429) {
            return failed("http_" + status, message, Failure.RATE_LIMITED, retryAfter);
        }
        var mayPass = status >= 500 || status == 408 || status == 409 || status == 425;
        return failed("http_" + status, message, mayPass ? Failure.SERVER_ERROR : null, retryAfter);
    }

    private static Map<String, Object> result(OutgoingResponse response) {
        var headers = new TreeMap<String, Object>();
        response.headers()
                .byName()
                .forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("status", (long) response.status());
        result.put("headers", headers);
        result.put("body", body(response));
        return result;
    }

    private static @Nullable Object body(OutgoingResponse response) {
        var text = response.text();
        if (!response.headers().mediaType().endsWith("json")) {
            return text;
        }
        try {
            return JsonValues.value(text);
        } catch (JacksonException malformed) {
            return text;
        }
    }

    private static StepOutcome outcome(OutgoingFailure failure) {
        var kind =
                switch (failure.kind()) {
                    case TIMEOUT_CONNECT, DNS, CONNECT, TLS, RESET -> Failure.UNREACHABLE;
                    case TIMEOUT_FIRST_BYTE, TIMEOUT_IDLE, TIMEOUT_TOTAL -> Failure.TIMEOUT;
                    case PROTOCOL -> Failure.INVALID_ANSWER;
                    case REFUSED_ADDRESS, INVALID_URL, TOO_LARGE, CANCELLED -> null;
                };
        var code =
                switch (failure.kind()) {
                    case REFUSED_ADDRESS -> "address_refused";
                    case INVALID_URL -> "request_invalid";
                    case TOO_LARGE -> "answer_too_large";
                    case CANCELLED -> "cancelled";
                    case PROTOCOL -> "answer_invalid";
                    case TIMEOUT_FIRST_BYTE, TIMEOUT_IDLE, TIMEOUT_TOTAL -> "timed_out";
                    case TIMEOUT_CONNECT, DNS, CONNECT, TLS, RESET -> "unreachable";
                };
        return failed(code, String.valueOf(failure.getMessage()), kind, null);
    }

    /** RFC 9110, 10.2.3: seconds, or a date. Null when it says nothing that can be read. */
    private @Nullable Duration retryAfter(OutgoingResponse response) {
        var text = response.headers().first("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static StepOutcome failed(
            String code, String message, @Nullable Failure kind, @Nullable Duration retryAfter) {
        return new StepOutcome.Failed(new StepError(code, message), kind, retryAfter, null);
    }

    /** What the step came to is no request. */
    private static final class BadRequest extends Exception {

        BadRequest(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

package dev.baton.model.provider;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingResponse;
import dev.baton.platform.http.ResponseHeaders;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Turns what can go wrong at a provider into {@link CallFailed}, in words that hold no secret. */
final class Failures {

    private static final int MAX_WORDS = 300;
    private static final long MAX_RETRY_AFTER_SECONDS = 86_400;

    private Failures() {}

    static CallFailed garbled(String what) {
        return garbled(what, TokenUsage.NONE);
    }

    static CallFailed garbled(String what, TokenUsage usage) {
        return failed(Reason.GARBLED, "The provider's answer is unusable: " + what, usage);
    }

    static CallFailed cut(TokenUsage usage) {
        return failed(Reason.CUT, "The provider's answer ended in the middle.", usage);
    }

    static CallFailed cancelled(TokenUsage usage) {
        return failed(Reason.CANCELLED, "The call was cancelled.", usage);
    }

    static CallFailed outOfTime(TokenUsage usage) {
        return failed(Reason.TIMEOUT, "The provider took too long.", usage);
    }

    static CallFailed of(OutgoingFailure failure, TokenUsage usage) {
        var reason =
                switch (failure.kind()) {
                    case REFUSED_ADDRESS, INVALID_URL, DNS, CONNECT, TLS, TIMEOUT_CONNECT ->
                            Reason.UNREACHABLE;
                    case TIMEOUT_FIRST_BYTE, TIMEOUT_IDLE, TIMEOUT_TOTAL -> Reason.TIMEOUT;
                    case RESET -> failure.sent() ? Reason.CUT : Reason.UNREACHABLE;
                    case TOO_LARGE, PROTOCOL -> Reason.GARBLED;
                    case CANCELLED -> Reason.CANCELLED;
                };
        return failed(reason, words(failure), usage);
    }

    /** What a status other than 200 means, with the provider's own words where they help. */
    static CallFailed ofStatus(OutgoingResponse response, Credentials credentials, Clock clock) {
        var status = response.status();
        var reason =
                switch (status) {
                    case 401, 402, 403 -> Reason.UNAUTHORIZED;
                    case 429 -> Reason.RATE_LIMITED;
                    case 408, 409 -> Reason.UPSTREAM_ERROR;
                    default -> {
                        if (status >= 500) {
                            yield Reason.UPSTREAM_ERROR;
                        }
                        yield status >= 400 ? Reason.REQUEST_REFUSED : Reason.GARBLED;
                    }
                };
        // A provider that refuses a key likes to repeat a part of it.
        var words =
                reason == Reason.UNAUTHORIZED
                        ? "it refused the connection's credentials."
                        : credentials.scrub(providersWords(response));
        return new CallFailed(
                reason,
                "The provider answered %d: %s".formatted(status, words),
                status,
                retryAfter(response.headers(), clock).orElse(null),
                TokenUsage.NONE);
    }

    /** An error that came inside a stream or a 200. */
    static CallFailed told(Reason reason, String words, TokenUsage usage) {
        return failed(reason, "The provider reported an error: " + shortened(words), usage);
    }

    /** {@code Retry-After} in seconds or as a date, or in OpenAI's milliseconds. */
    static Optional<Duration> retryAfter(ResponseHeaders headers, Clock clock) {
        return headers.first("retry-after-ms")
                .flatMap(text -> number(text).map(Duration::ofMillis))
                .or(() -> headers.first("Retry-After").flatMap(text -> parse(text, clock)));
    }

    /** The sentence in an error body of any known shape. */
    static String errorWords(JsonNode error) {
        if (error.isString()) {
            return error.stringValue();
        }
        return error.path("message").asString(error.path("type").asString("no message"));
    }

    private static CallFailed failed(Reason reason, String message, TokenUsage usage) {
        return new CallFailed(reason, message, null, null, usage);
    }

    private static String words(OutgoingFailure failure) {
        var message = failure.getMessage();
        return message == null ? "The call failed: " + failure.kind() : message;
    }

    private static String providersWords(OutgoingResponse response) {
        if (!response.headers().mediaType().endsWith("json")) {
            return "no explanation in JSON.";
        }
        try {
            return shortened(errorWords(errorIn(WireJson.MAPPER.readTree(response.body()))));
        } catch (JacksonException e) {
            return "no readable explanation.";
        }
    }

    private static JsonNode errorIn(JsonNode body) {
        var error = body.path("error");
        return error.isMissingNode() ? body : error;
    }

    private static String shortened(String words) {
        var line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }

    private static Optional<Duration> parse(String text, Clock clock) {
        return number(text)
                .map(Duration::ofSeconds)
                .or(() -> date(text).map(until -> Duration.between(clock.instant(), until)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Long> number(String text) {
        try {
            var value = (long) Math.ceil(Double.parseDouble(text.strip()));
            return value < 0
                    ? Optional.empty()
                    : Optional.of(Math.min(value, MAX_RETRY_AFTER_SECONDS * 1_000));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(@Nullable String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.baton.agent;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingFailure;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Optional;

/** Turns what can go wrong at a remote agent into {@link CallFailed}, in words without secrets. */
final class HttpAgentFailures {

    private static final int MAX_WORDS = 300;
    private static final long MAX_RETRY_AFTER = 86_400;

    private HttpAgentFailures() {}

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
        return failed(reason, String.valueOf(failure.getMessage()), usage);
    }

    static CallFailed ofStatus(int status, Optional<String> retryAfter, String words) {
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
        return new CallFailed(
                reason,
                "The remote agent answered " + status + ": " + words,
                status,
                retryAfter.map(HttpAgentFailures::seconds).orElse(null),
                TokenUsage.NONE);
    }

    static CallFailed garbled(String what, TokenUsage usage) {
        return failed(Reason.GARBLED, "The remote agent's answer is unusable: " + what, usage);
    }

    static CallFailed cut(TokenUsage usage) {
        return failed(Reason.CUT, "The remote agent's answer ended in the middle.", usage);
    }

    static CallFailed told(String words, TokenUsage usage) {
        return failed(Reason.UPSTREAM_ERROR, "The remote agent reported an error: " + words, usage);
    }

    static CallFailed cancelled(TokenUsage usage) {
        return TextStream.cancelled(usage);
    }

    static CallFailed outOfTime() {
        return failed(Reason.TIMEOUT, "The remote agent took too long.", TokenUsage.NONE);
    }

    /** The sentence in an error body: {@code error.message}, {@code error}, {@code detail}. */
    static String words(byte[] body) {
        try {
            return words(JsonMapper.shared().readTree(body));
        } catch (JacksonException e) {
            return "no readable explanation.";
        }
    }

    static String words(JsonNode body) {
        var error = body.path("error");
        var words =
                error.isString()
                        ? error.stringValue()
                        : error.path("message")
                                .asString(
                                        body.path("message")
                                                .asString(
                                                        body.path("detail")
                                                                .asString("no explanation.")));
        var line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }

    private static CallFailed failed(Reason reason, String message, TokenUsage usage) {
        return new CallFailed(reason, message, null, null, usage);
    }

    private static @Nullable Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 0, MAX_RETRY_AFTER));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

package dev.baton.agent;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.RetryAfter;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingExchange;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;

/** Turns what can go wrong at a remote agent into {@link CallFailed}, in words without secrets. */
final class HttpAgentFailures {

    private static final int MAX_WORDS = 300;

    private HttpAgentFailures() {}

    /** What a status other than 200 means. */
    static CallFailed ofStatus(OutgoingExchange exchange, String words, Clock clock) {
        var status = exchange.status();
        return new CallFailed(
                Reason.ofStatus(status),
                "The remote agent answered " + status + ": " + words,
                status,
                RetryAfter.of(exchange.headers(), clock).orElse(null),
                TokenUsage.NONE);
    }

    static CallFailed garbled(String what, TokenUsage usage) {
        return new CallFailed(Reason.GARBLED, "The remote agent's answer is unusable: " + what, usage);
    }

    static CallFailed cut(TokenUsage usage) {
        return new CallFailed(Reason.CUT, "The remote agent's answer ended in the middle.", usage);
    }

    static CallFailed told(String words, TokenUsage usage) {
        return new CallFailed(Reason.UPSTREAM_ERROR, "The remote agent reported an error: " + words, usage);
    }

    static CallFailed outOfTime() {
        return new CallFailed(Reason.TIMEOUT, "The remote agent took too long.", TokenUsage.NONE);
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
}

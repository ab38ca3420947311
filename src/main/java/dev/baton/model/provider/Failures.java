package dev.baton.model.provider;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.RetryAfter;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingResponse;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.time.Clock;

/** Turns what can go wrong at a provider into {@link CallFailed}, in words that hold no secret. */
final class Failures {

    private static final int MAX_WORDS = 300;

    private Failures() {}

    static CallFailed garbled(String what) {
        return garbled(what, TokenUsage.NONE);
    }

    static CallFailed garbled(String what, TokenUsage usage) {
        return new CallFailed(Reason.GARBLED, "The provider's answer is unusable: " + what, usage);
    }

    static CallFailed cut(TokenUsage usage) {
        return new CallFailed(Reason.CUT, "The provider's answer ended in the middle.", usage);
    }

    static CallFailed outOfTime(TokenUsage usage) {
        return new CallFailed(Reason.TIMEOUT, "The provider took too long.", usage);
    }

    /** What a status other than 200 means, with the provider's own words where they help. */
    static CallFailed ofStatus(OutgoingResponse response, Credentials credentials, Clock clock) {
        var status = response.status();
        var reason = Reason.ofStatus(status);
        // A provider that refuses a key likes to repeat a part of it.
        var words =
                reason == Reason.UNAUTHORIZED
                        ? "it refused the connection's credentials."
                        : credentials.scrub(providersWords(response));
        return new CallFailed(
                reason,
                "The provider answered %d: %s".formatted(status, words),
                status,
                RetryAfter.of(response.headers(), clock).orElse(null),
                TokenUsage.NONE);
    }

    /** An error that came inside a stream or a 200. */
    static CallFailed told(Reason reason, String words, TokenUsage usage) {
        return new CallFailed(reason, "The provider reported an error: " + shortened(words), usage);
    }

    /** The sentence in an error body of any known shape. */
    static String errorWords(JsonNode error) {
        if (error.isString()) {
            return error.stringValue();
        }
        return error.path("message").asString(error.path("type").asString("no message"));
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
}

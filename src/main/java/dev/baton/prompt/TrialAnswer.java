package dev.baton.prompt;

import org.jspecify.annotations.Nullable;

/**
 * How a trial went, for pages that answer browsers without scripts.
 *
 * @param text of the answer; empty when there is none
 * @param cost formatted for the reader
 * @param failure for people, null when it went well
 */
public record TrialAnswer(
        String text,
        String cost,
        long latencyMillis,
        long tokens,
        @Nullable String decisionId,
        @Nullable String failure) {

    public static TrialAnswer failed(String message) {
        return new TrialAnswer("", "", 0, 0, null, message);
    }
}

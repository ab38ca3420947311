package dev.baton.approval.api;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is told.
 *
 * @param answer up to 2,000 characters
 */
record AnswerRequest(@Nullable String answer) {

    String text() {
        return answer == null ? "" : answer;
    }
}

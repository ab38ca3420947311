package dev.baton.approval.api;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know before they decide.
 *
 * @param question up to 2,000 characters
 */
record QuestionRequest(@Nullable String question) {

    String text() {
        return question == null ? "" : question;
    }
}

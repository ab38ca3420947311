package dev.baton.message;

import dev.baton.ledger.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * How a message ended.
 *
 * @param asynchronous its row exists already and is updated; otherwise it is inserted
 * @param request as it came, JSON
 * @param answer a chat.completion object or a problem, JSON
 * @param correlation what its caller calls the request
 */
record MessageEnding(
        boolean asynchronous,
        int attempts,
        MessageStatus status,
        java.time.Instant createdAt,
        String request,
        @Nullable String answer,
        @Nullable String correlation,
        Settlement settlement) {

    /** Says nothing of the conversation: a record that cannot be written is told to the log. */
    @Override
    public String toString() {
        return "MessageEnding[" + status + ", attempts " + attempts + "]";
    }
}

package dev.baton.message;

import dev.baton.decision.Decision;
import dev.baton.event.NewEvent;
import dev.baton.ledger.Settlement;
import dev.baton.work.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes durable together when a call has ended.
 *
 * @param decision why the agent was chosen; null when an earlier try already wrote it
 * @param ending what the message becomes; null when another try will end it
 * @param replay the response to keep under the caller's idempotency key
 * @param claim the work item that this ends, for an asynchronous message
 */
record FinishedCall(
        Settlement settlement,
        @Nullable Decision decision,
        List<NewEvent> events,
        @Nullable MessageEnding ending,
        @Nullable StoredResponse replay,
        @Nullable Claim claim) {

    /** What remains to be written when somebody else ends the message. */
    FinishedCall costOnly() {
        return new FinishedCall(settlement, null, List.of(), null, null, null);
    }
}

package dev.baton.message;

import dev.baton.decision.Decision;
import dev.baton.event.NewEvent;
import dev.baton.ledger.Settlement;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.work.Claim;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that becomes durable together when a call has ended.
 *
 * @param decision why the agent was chosen; null when an earlier try already wrote it
 * @param ending what the message becomes; null when another try will end it
 * @param replay what becomes of the caller's idempotency key; null without one
 * @param claim the work item that this ends, for an asynchronous message
 * @param along what else is written in the same transaction; null for nothing
 */
record FinishedCall(
        Settlement settlement,
        @Nullable Decision decision,
        List<NewEvent> events,
        @Nullable MessageEnding ending,
        @Nullable StoredResponse replay,
        @Nullable Claim claim,
        @Nullable CommitRecord along) {

    FinishedCall(
            Settlement settlement,
            @Nullable Decision decision,
            List<NewEvent> events,
            @Nullable MessageEnding ending,
            @Nullable StoredResponse replay,
            @Nullable Claim claim) {
        this(settlement, decision, events, ending, replay, claim, null);
    }

    /** The same, with what else becomes durable with it or not at all. */
    FinishedCall with(CommitRecord record) {
        return new FinishedCall(settlement, decision, events, ending, replay, claim, record);
    }

    /** In nano-units of the tenant's currency. */
    long costNanos() {
        return settlement.usage().costNanos();
    }

    /** What it cost and nothing else. */
    static FinishedCall of(Settlement settlement) {
        return new FinishedCall(settlement, null, List.of(), null, null, null);
    }

    /**
     * What is owed all the same when the rest cannot be written: because somebody else ends the
     * message, or because the database does not take it. Empty when this is no less.
     */
    Optional<FinishedCall> less() {
        if (!events.isEmpty() || ending != null || replay != null || claim != null || along != null) {
            return Optional.of(
                    new FinishedCall(settlement, decision, List.of(), null, null, null));
        }
        return decision == null
                ? Optional.empty()
                : Optional.of(of(settlement));
    }
}

package dev.baton.message;

import dev.baton.decision.Decision;
import dev.baton.decision.Decisions;
import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.ledger.CallFacts;
import dev.baton.ledger.CallLedger;
import dev.baton.ledger.OpenedCall;
import dev.baton.ledger.Settlement;
import dev.baton.ledger.UsageRecord;
import dev.baton.ledger.UsageStatus;
import dev.baton.work.WorkQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Writes the calls of one batch of the group commit. Called by its single writer thread only, inside the batch's
 * transaction; {@link #written} follows once that is committed.
 */
@Component
class CallBatch {

    private final CallLedger ledger;
    private final Decisions decisions;
    private final EventLog events;
    private final MessageStore messages;
    private final IdempotencyStore replays;
    private final WorkQueue work;

    /** Opened calls that are in the database and must go when they end. */
    private final Set<UUID> open = new HashSet<>();

    CallBatch(
            CallLedger ledger,
            Decisions decisions,
            EventLog events,
            MessageStore messages,
            IdempotencyStore replays,
            WorkQueue work) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.events = events;
        this.messages = messages;
        this.replays = replays;
        this.work = work;
    }

    /** Answers which calls others have paid, who took this instance for dead. */
    Set<UUID> write(List<CallRecord> batch) {
        var opening = new ArrayList<OpenedCall>();
        var finished = new ArrayList<FinishedCall>();
        var made = new ArrayList<Decision>();
        var happened = new ArrayList<NewEvent>();
        var keys = new ArrayList<IdempotencyStore.Ended>();
        for (var record : batch) {
            switch (record) {
                case CallRecord.Opened(var call) -> opening.add(call);
                case CallRecord.Finished(var call, var _) -> finished.add(call);
                case CallRecord.Refused(var call) -> {
                    made.add(call.decision());
                    happened.addAll(call.events());
                }
                case CallRecord.Freed(var tenant, var key, var _) ->
                        keys.add(
                                new IdempotencyStore.Ended(tenant, new StoredResponse(key, null)));
            }
        }
        if (!opening.isEmpty()) {
            ledger.opened(opening);
        }
        var paidByOthers = writeFinished(finished, made, happened, keys);
        replays.end(keys);
        if (!made.isEmpty()) {
            decisions.add(made);
        }
        if (!happened.isEmpty()) {
            events.append(happened);
        }
        return paidByOthers;
    }

    /** Whether the database has the record already, from a commit whose success was not heard of. */
    boolean isWritten(CallRecord record) {
        return switch (record) {
            case CallRecord.Opened(var call) -> ledger.isOpened(call.call());
            case CallRecord.Finished(var call, var _) ->
                    ledger.isSettled(call.settlement().usage().call());
            case CallRecord.Refused _, CallRecord.Freed _ -> true;
        };
    }

    void written(CallRecord record) {
        switch (record) {
            case CallRecord.Opened(var call) -> open.add(call.call().id());
            case CallRecord.Finished(var call, var _) ->
                    open.remove(call.settlement().usage().call().id());
            case CallRecord.Refused _, CallRecord.Freed _ -> {}
        }
    }

    private Set<UUID> writeFinished(
            List<FinishedCall> finished,
            List<Decision> made,
            List<NewEvent> happened,
            List<IdempotencyStore.Ended> keys) {
        if (finished.isEmpty()) {
            return Set.of();
        }
        var settlements = new ArrayList<Settlement>(finished.size());
        var closing = new ArrayList<CallFacts>();
        var endings = new ArrayList<MessageEnding>();
        for (var call : finished) {
            var facts = call.settlement().usage().call();
            settlements.add(call.settlement());
            if (open.contains(facts.id())) {
                closing.add(facts);
            }
            if (call.decision() != null) {
                made.add(call.decision());
            }
            if (call.ending() != null) {
                endings.add(call.ending());
            }
            if (call.replay() != null) {
                keys.add(new IdempotencyStore.Ended(facts.tenant(), call.replay()));
            }
            if (call.claim() != null) {
                work.complete(call.claim());
            }
            happened.addAll(call.events());
        }
        var paidByOthers = settle(settlements, closing);
        messages.end(endings);
        return paidByOthers;
    }

    private Set<UUID> settle(List<Settlement> settlements, List<CallFacts> closing) {
        var settledBefore = closing.isEmpty() ? Set.<UUID>of() : ledger.close(closing);
        ledger.settle(
                settlements.stream()
                        .filter(one -> !settledBefore.contains(one.usage().call().id()))
                        .toList());
        return settlements.stream()
                .map(Settlement::usage)
                .filter(usage -> settledBefore.contains(usage.call().id()))
                .filter(this::isPaidByOthers)
                .map(usage -> usage.call().id())
                .collect(Collectors.toSet());
    }

    /** Not so one that is settled as this instance itself would have it: that may be its own doing. */
    private boolean isPaidByOthers(UsageRecord usage) {
        return usage.status() != UsageStatus.INTERRUPTED && ledger.isInterrupted(usage.call());
    }
}

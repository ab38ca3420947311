package dev.baton.trigger;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Looks after schedules: each active one is one item of work, due at its next time. What is due and
 * when it is due next commit together, so each time fires once, whoever dies meanwhile.
 */
@Component
class Schedules {

    static final String QUEUE = "trigger-schedule";

    /** Times that are counted where many were missed; the rest is passed over. */
    private static final int MOST_COUNTED = 10_000;

    private final TriggerStore triggers;
    private final Firings firings;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Schedules(
            TriggerStore triggers,
            Firings firings,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.triggers = triggers;
        this.firings = firings;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** In the caller's transaction, which has written the trigger. */
    void follow(Trigger trigger) {
        leave(trigger.id());
        if (trigger.isActive() && trigger.nextAt() instanceof Instant next) {
            work.add(
                    new NewWork(
                            QUEUE,
                            trigger.id().tenant(),
                            trigger.id().value(),
                            Priority.NORMAL,
                            next,
                            null));
        }
    }

    /** In the caller's transaction. */
    void leave(TriggerId id) {
        work.remove(QUEUE, id.tenant(), id.value());
    }

    /** Plans what is due and comes back at the next time. */
    void look(Claim claim) {
        transactions.run(
                () -> {
                    var next = due(new TriggerId(claim.tenant(), claim.id()));
                    if (next == null) {
                        work.complete(claim);
                    } else {
                        work.postpone(claim, next);
                    }
                });
    }

    /** In the caller's transaction; null where nothing is to come any more. */
    @Nullable Instant due(TriggerId id) {
        var trigger = triggers.hold(id).filter(Trigger::isActive).orElse(null);
        if (trigger == null
                || !(trigger.kind() instanceof Schedule schedule)
                || !(trigger.nextAt() instanceof Instant first)) {
            return null;
        }
        var now = clock.instant();
        if (first.isAfter(now)) {
            return first;
        }
        var cron = schedule.times();
        var last = first;
        var missed = 0;
        var next = cron.next(first);
        while (missed < MOST_COUNTED && next.isPresent() && !next.get().isAfter(now)) {
            missed++;
            last = next.get();
            next = cron.next(last);
        }
        if (next.isPresent() && !next.get().isAfter(now)) {
            next = cron.next(now);
        }
        if (missed > 0) {
            firings.skip(
                    trigger,
                    at(trigger, "missed " + first, first, schedule.overlap()),
                    "missed",
                    String.valueOf(missed));
        }
        firings.plan(trigger, at(trigger, key(last), last, schedule.overlap()));
        triggers.next(id, next.orElse(null));
        return next.orElse(null);
    }

    /** What a schedule fires for. */
    static String key(Instant due) {
        return "at " + due;
    }

    Firing at(Trigger trigger, String key, Instant due, Overlap overlap) {
        return firings.pending(trigger, key, due, overlap, Map.of("due_at", due.toString()), 0);
    }
}

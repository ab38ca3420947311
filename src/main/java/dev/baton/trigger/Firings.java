package dev.baton.trigger;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.Unavailable;
import dev.baton.platform.trace.Trace;
import dev.baton.run.RunControl;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnded;
import dev.baton.run.RunNotFound;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Plans firings and carries them out: each begins its run, or says why not. */
@Component
class Firings {

    static final String QUEUE = "trigger-firing";

    /** More of one trigger do not wait for their turn. */
    static final int MOST_WAITING = 1_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Who waits is told when it is their turn; they look by themselves should that be missed. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    private static final Duration UNTOLD_LATER = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 100;
    private static final UUID FIRST = new UUID(0, 0);
    private final FiringStore firings;
    private final TriggerStore triggers;
    private final Makers makers;
    private final Beginning beginning;
    private final RunDesk runs;
    private final RunControl control;
    private final TenantDirectory tenants;
    private final WorkQueue work;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Firings(
            FiringStore firings,
            TriggerStore triggers,
            Makers makers,
            Beginning beginning,
            RunDesk runs,
            RunControl control,
            TenantDirectory tenants,
            WorkQueue work,
            EventLog events,
            RetryingTransactions transactions,
            Clock clock) {
        this.firings = firings;
        this.triggers = triggers;
        this.makers = makers;
        this.beginning = beginning;
        this.runs = runs;
        this.control = control;
        this.tenants = tenants;
        this.work = work;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** One that waits for its turn. */
    Firing pending(
            Trigger trigger,
            String key,
            Instant dueAt,
            Overlap overlap,
            Map<String, ?> cause,
            int depth) {
        return new Firing(
                Ids.next(),
                trigger.id().value(),
                key,
                dueAt,
                overlap,
                FiringStatus.PENDING,
                null,
                null,
                JsonValues.mapper().writeValueAsString(cause),
                Trace.start().traceId(),
                depth,
                null);
    }

    /** In the caller's transaction: it is carried out right after the commit. */
    boolean plan(Trigger trigger, Firing firing) {
        if (room(trigger) == 0) {
            return skip(trigger, firing, "too_many_waiting", null);
        }
        var added = firings.add(trigger.id().tenant(), firing);
        if (added) {
            work.add(item(trigger, firing.id()));
        }
        return added;
    }

    /** How many more of a trigger may wait for their turn. */
    int room(Trigger trigger) {
        return MOST_WAITING - firings.pending(trigger.id(), MOST_WAITING).size();
    }

    /**
     * In the caller's transaction, which has held the trigger and made sure of the room: plans what
     * did not fire yet.
     *
     * @param known what is known of them, by key; one that was skipped gets another chance
     * @return those that fire now
     */
    List<Firing> fillIn(
            Trigger trigger, List<Firing> wanted, Map<String, FiringStore.Known> known) {
        var planned = new ArrayList<Firing>();
        var items = new ArrayList<NewWork>();
        for (var each : wanted) {
            var before = known.get(each.key());
            var fires = before == null ? add(trigger, each) : again(trigger, before, each);
            if (fires) {
                planned.add(each);
                items.add(item(trigger, before == null ? each.id() : before.id()));
            }
        }
        if (!items.isEmpty()) {
            work.add(items);
        }
        return planned;
    }

    private boolean add(Trigger trigger, Firing firing) {
        return firings.add(trigger.id().tenant(), firing);
    }

    private boolean again(Trigger trigger, FiringStore.Known skipped, Firing wanted) {
        return firings.again(
                trigger.id(), skipped.id(), wanted.overlap(), String.valueOf(wanted.cause()));
    }

    /** In the caller's transaction: no run begins. */
    boolean skip(Trigger trigger, Firing firing, String reason, @Nullable String detail) {
        var skipped = skipped(firing, firing.key(), reason, detail);
        if (firings.add(trigger.id().tenant(), skipped)) {
            events.append(TriggerEvents.skipped(trigger, skipped, reason));
        }
        return false;
    }

    /**
     * In the caller's transaction: no run begins, and no event tells so, or events would lead to
     * events. A trigger shows one for each minute.
     */
    void passOver(Trigger trigger, Firing firing) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        firings.add(
                trigger.id().tenant(), skipped(firing, "over " + minute, "too_many_firings", null));
    }

    /** How many firings events led to in the last minute, at most so many. */
    int ofEvents(TenantId tenant, int most) {
        return firings.ofEvents(tenant, clock.instant().minus(MINUTE), most);
    }

    private Firing skipped(Firing firing, String key, String reason, @Nullable String detail) {
        return new Firing(
                firing.id(),
                firing.trigger(),
                key,
                firing.dueAt(),
                firing.overlap(),
                FiringStatus.SKIPPED,
                reason,
                detail,
                null,
                firing.traceId(),
                firing.depth(),
                clock.instant());
    }

    /** No run begins, and whoever asked for one is told. */
    void refused(
            Trigger trigger, String traceId, int depth, String reason, @Nullable String detail) {
        var now = clock.instant();
        var firing =
                new Firing(
                        Ids.next(),
                        trigger.id().value(),
                        "refused " + Ids.next(),
                        now,
                        Overlap.ALLOW,
                        FiringStatus.SKIPPED,
                        reason,
                        detail,
                        null,
                        traceId,
                        depth,
                        now);
        transactions.run(() -> skip(trigger, firing, reason, detail));
    }

    /** Its run has begun already. */
    void began(Trigger trigger, UUID run, String key, String traceId, int depth) {
        var now = clock.instant();
        var firing =
                new Firing(
                        run,
                        trigger.id().value(),
                        key,
                        now,
                        Overlap.ALLOW,
                        FiringStatus.STARTED,
                        null,
                        null,
                        null,
                        traceId,
                        depth,
                        now);
        transactions.run(
                () -> {
                    if (firings.add(trigger.id().tenant(), firing)) {
                        events.append(TriggerEvents.fired(trigger, firing));
                    }
                });
    }

    /** Begins the run that is due, leaves it out or puts it off. */
    void carryOut(Claim claim) {
        var firing = firings.find(claim.tenant(), claim.id()).orElse(null);
        if (firing == null || firing.status() != FiringStatus.PENDING) {
            transactions.run(() -> work.complete(claim));
            return;
        }
        var trigger = triggers.find(new TriggerId(claim.tenant(), firing.trigger())).orElse(null);
        if (trigger == null) {
            leaveOut(claim, firing);
            return;
        }
        if (!trigger.isActive()) {
            end(claim, trigger, firing, "trigger_" + trigger.status().wire(), trigger.reason());
            return;
        }
        if (!tenants.get(claim.tenant()).isActive()) {
            end(claim, trigger, firing, "tenant_suspended", null);
            return;
        }
        var maker = makers.of(trigger);
        if (maker.isEmpty()) {
            stop(trigger);
            end(claim, trigger, firing, "maker_gone", trigger.actor().name());
            return;
        }
        if (mayBegin(claim, trigger, firing, maker.get())) {
            begin(claim, trigger, firing, maker.get());
        }
    }

    /** Its trigger was deleted: nobody is told, for there is nobody to tell it of. */
    private void leaveOut(Claim claim, Firing firing) {
        transactions.run(
                () -> {
                    deleted(claim.tenant(), firing.id());
                    work.complete(claim);
                    next(new TriggerId(claim.tenant(), firing.trigger()));
                });
    }

    private void deleted(TenantId tenant, UUID firing) {
        firings.end(tenant, firing, FiringStatus.SKIPPED, "trigger_deleted", null, clock.instant());
    }

    /** Whoever changed it last may begin no runs any more: it waits for somebody who may. */
    void stop(Trigger trigger) {
        transactions.run(
                () ->
                        triggers.hold(trigger.id())
                                .filter(Trigger::isActive)
                                .filter(now -> now.version() == trigger.version())
                                .ifPresent(
                                        now ->
                                                triggers.update(
                                                        Triggers.in(
                                                                now,
                                                                TriggerStatus.STOPPED,
                                                                now.actor().name()
                                                                        + " may begin no runs"
                                                                        + " any more",
                                                                null,
                                                                clock.instant()))));
    }

    /** The first that waits decides; the others are put off until it has. */
    private boolean mayBegin(Claim claim, Trigger trigger, Firing firing, Actor by) {
        if (firing.overlap() == Overlap.ALLOW) {
            return true;
        }
        if (!isFirst(trigger, firing)) {
            putOff(claim, UNTOLD_LATER);
            hastenIf(claim, () -> isFirst(trigger, firing));
            return false;
        }
        return switch (firing.overlap()) {
            case ALLOW -> true;
            case SKIP -> {
                var going = oneGoing(trigger, firing);
                going.ifPresent(run -> end(claim, trigger, firing, "overlap", run.toString()));
                yield going.isEmpty();
            }
            case QUEUE -> {
                var free = oneGoing(trigger, firing).isEmpty();
                if (!free) {
                    putOff(claim, UNTOLD);
                    hastenIf(claim, () -> oneGoing(trigger, firing).isEmpty());
                }
                yield free;
            }
            case CANCEL -> {
                going(trigger, firing).forEach(run -> cancel(by, run, trigger));
                yield true;
            }
        };
    }

    private boolean isFirst(Trigger trigger, Firing firing) {
        return firings.pending(trigger.id(), 1).contains(firing.id());
    }

    /** What it waits for may have come between its look and its wait, when nobody could tell it. */
    private void hastenIf(Claim claim, BooleanSupplier come) {
        if (come.getAsBoolean()) {
            transactions.run(() -> work.hasten(QUEUE, claim.tenant(), claim.id()));
        }
    }

    private void cancel(Actor by, UUID run, Trigger trigger) {
        try {
            control.cancel(by, run, "The next run of trigger " + trigger.name() + " is due.");
        } catch (RunEnded | RunNotFound over) {
            // That is as good.
        }
    }

    private Optional<UUID> oneGoing(Trigger trigger, Firing firing) {
        return going(trigger, firing).findFirst();
    }

    /** The runs that it began and that go on, whichever they are; looked up as they are needed. */
    private Stream<UUID> going(Trigger trigger, Firing firing) {
        return Stream.iterate(
                        firings.unfinished(trigger.id(), FIRST, AT_A_TIME),
                        some -> !some.isEmpty(),
                        some -> firings.unfinished(trigger.id(), some.getLast(), AT_A_TIME))
                .flatMap(List::stream)
                .filter(id -> !id.equals(firing.id()))
                .filter(id -> isGoing(trigger.id().tenant(), id));
    }

    /** What turns out to have ended is not looked at again. */
    private boolean isGoing(TenantId tenant, UUID run) {
        var going = hasNotEnded(tenant, run);
        if (!going) {
            firings.over(tenant, List.of(run));
        }
        return going;
    }

    private boolean hasNotEnded(TenantId tenant, UUID run) {
        try {
            return !runs.get(tenant, run).status().isFinal();
        } catch (RunNotFound forgotten) {
            return false;
        }
    }

    private void begin(Claim claim, Trigger trigger, Firing firing, Actor by) {
        if (!work.isOwned(claim)) {
            return;
        }
        try {
            beginning.begin(
                    trigger,
                    firing.id(),
                    firing.key(),
                    JsonValues.object(String.valueOf(firing.cause())),
                    Trace.of(firing.traceId(), null),
                    by);
        } catch (LimitReached | Unavailable notNow) {
            putOff(claim, notNow.retryAfter().orElse(SOON));
            return;
        } catch (Problem refused) {
            end(claim, trigger, firing, refused.code(), refused.getMessage());
            return;
        }
        transactions.run(
                () -> {
                    if (firings.end(
                            claim.tenant(),
                            firing.id(),
                            FiringStatus.STARTED,
                            null,
                            null,
                            clock.instant())) {
                        events.append(TriggerEvents.fired(trigger, firing));
                    }
                    work.complete(claim);
                    next(trigger.id());
                });
    }

    private void end(
            Claim claim, Trigger trigger, Firing firing, String reason, @Nullable String detail) {
        transactions.run(
                () -> {
                    given(trigger, firing, reason, detail);
                    work.complete(claim);
                    next(trigger.id());
                });
    }

    /** In the caller's transaction: it was tried often enough, and holds up nobody behind it. */
    void giveUp(TenantId tenant, Firing firing, String reason) {
        var id = new TriggerId(tenant, firing.trigger());
        triggers.find(id)
                .ifPresentOrElse(
                        trigger -> given(trigger, firing, "failed", reason),
                        () -> deleted(tenant, firing.id()));
        next(id);
    }

    /** In the caller's transaction: no run begins. */
    private void given(Trigger trigger, Firing firing, String reason, @Nullable String detail) {
        if (firings.end(
                trigger.id().tenant(),
                firing.id(),
                FiringStatus.SKIPPED,
                reason,
                detail,
                clock.instant())) {
            events.append(TriggerEvents.skipped(trigger, firing, reason));
        }
    }

    /** In the caller's transaction: the first that waits looks whether it is its turn. */
    void next(TriggerId trigger) {
        firings.pending(trigger, 1).forEach(id -> work.hasten(QUEUE, trigger.tenant(), id));
    }

    private void putOff(Claim claim, Duration wait) {
        transactions.run(() -> work.postpone(claim, clock.instant().plus(wait)));
    }

    private NewWork item(Trigger trigger, UUID firing) {
        return new NewWork(
                QUEUE,
                trigger.id().tenant(),
                firing,
                Priority.NORMAL,
                clock.instant(),
                trigger.id().value());
    }
}

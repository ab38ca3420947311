package dev.baton.trigger;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventPattern;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.trace.Trace;
import dev.baton.run.InputCheck;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Requires;
import dev.baton.trigger.TriggerKind.Hook;
import dev.baton.trigger.TriggerKind.OnEvent;
import dev.baton.trigger.TriggerKind.OnRunEnd;
import dev.baton.trigger.TriggerKind.Schedule;
import dev.baton.workflow.Conditions;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tenant's triggers: made, changed, paused and made to fire by people and their keys. */
@Service
public class Triggers {

    /** Times that one backfill plans at most. */
    public static final int MOST_BACKFILLED = 500;

    /** Firings that are shown. */
    public static final int MOST_SHOWN = 20;

    /** Triggers that hear of each event, in one tenant. */
    static final int MOST_LISTENING = 50;

    private static final int MOST = 1_000;
    private static final int MOST_COUNTED = 10_000;
    private static final int LONGEST_REASON = 500;
    private static final UUID LAST = new UUID(-1L, -1L);

    private final TriggerStore store;
    private final FiringStore firings;
    private final Firings planner;
    private final Schedules schedules;
    private final RequestedFirings requests;
    private final HookSecrets secrets;
    private final WorkflowShelf workflows;
    private final EventCatalogue catalogue;
    private final TriggerProperties properties;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Triggers(
            TriggerStore store,
            FiringStore firings,
            Firings planner,
            Schedules schedules,
            RequestedFirings requests,
            HookSecrets secrets,
            WorkflowShelf workflows,
            EventCatalogue catalogue,
            TriggerProperties properties,
            RetryingTransactions transactions,
            Clock clock) {
        this.store = store;
        this.firings = firings;
        this.planner = planner;
        this.schedules = schedules;
        this.requests = requests;
        this.secrets = secrets;
        this.workflows = workflows;
        this.catalogue = catalogue;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a backfill does, or would do.
     *
     * @param times that fire now; those that have fired before do not again
     */
    public record Backfill(int count, List<Instant> times) {}

    /** It is active at once. Whoever makes it must be allowed to begin runs. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public MadeTrigger create(Actor by, TriggerWish wish) {
        requireRuns(by);
        var workflow = checked(by, wish);
        if (store.count(by.tenant()) >= MOST) {
            throw new TriggerRefused(
                    "name", "too_many", "a tenant has at most " + MOST + " triggers");
        }
        if ((wish.kind() instanceof OnEvent || wish.kind() instanceof OnRunEnd)
                && store.countListening(by.tenant()) >= MOST_LISTENING) {
            throw new TriggerRefused(
                    wish.kind().wire(),
                    "too_many",
                    "a tenant has at most "
                            + MOST_LISTENING
                            + " triggers on events and on the ends of runs");
        }
        var now = clock.instant();
        var trigger =
                new Trigger(
                        new TriggerId(by.tenant(), Ids.next()),
                        0,
                        wish.name(),
                        workflow,
                        wish.workflowVersion(),
                        wish.kind(),
                        wish.title(),
                        wish.input(),
                        Trigger.Maker.of(by),
                        TriggerStatus.ACTIVE,
                        null,
                        next(wish.kind(), now),
                        now,
                        now);
        var token = wish.kind() instanceof Hook ? HookSecrets.token() : null;
        var secret = secret(wish, false);
        var sealed =
                secret == null
                        ? null
                        : HookSecrets.seal(secrets.sealer(by.tenant()), trigger.id(), secret);
        transactions.run(
                () -> {
                    store.add(trigger, token == null ? null : HookSecrets.hash(token), sealed);
                    schedules.follow(trigger);
                });
        return new MadeTrigger(trigger, token, secret);
    }

    /**
     * Replaces all but its kind; from now on it acts in the name of whoever does so. One that was
     * stopped is active again. What was due before still fires.
     *
     * @param version that the edit started from; null for whatever it is
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public MadeTrigger replace(Actor by, TriggerId id, @Nullable Long version, TriggerWish wish) {
        requireRuns(by);
        var before = find(id);
        if (!before.kind().wire().equals(wish.kind().wire())) {
            throw new TriggerRefused("kind", "stays", "a trigger keeps its kind");
        }
        var workflow = checked(by, wish);
        var sealer = secrets.sealer(id.tenant());
        var unsigned = wish.kind() instanceof Hook hook && hook.signature() == HookSignature.NONE;
        return transactions.call(
                () -> {
                    var held = hold(id, version);
                    schedules.due(id);
                    var secret = secret(wish, store.secret(id).isPresent());
                    var now = clock.instant();
                    var status =
                            held.status() == TriggerStatus.PAUSED
                                    ? TriggerStatus.PAUSED
                                    : TriggerStatus.ACTIVE;
                    var trigger =
                            new Trigger(
                                    id,
                                    held.version() + 1,
                                    wish.name(),
                                    workflow,
                                    wish.workflowVersion(),
                                    wish.kind(),
                                    wish.title(),
                                    wish.input(),
                                    Trigger.Maker.of(by),
                                    status,
                                    status == TriggerStatus.PAUSED ? held.reason() : null,
                                    status == TriggerStatus.PAUSED ? null : next(wish.kind(), now),
                                    held.createdAt(),
                                    now);
                    store.update(trigger);
                    if (secret != null || unsigned) {
                        store.secret(
                                id, secret == null ? null : HookSecrets.seal(sealer, id, secret));
                    }
                    schedules.follow(trigger);
                    return new MadeTrigger(trigger, null, secret);
                });
    }

    /** Its runs go on; what is known of its firings stays for as long as that of others. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public void delete(Actor by, TriggerId id) {
        transactions.run(
                () -> {
                    hold(id, null);
                    schedules.leave(id);
                    store.delete(id);
                    planner.next(id);
                });
    }

    /** Nothing fires until it goes on; what waits for its turn is left out. */
    @Requires(Permission.WORKFLOWS_WRITE)
    public void pause(Actor by, TriggerId id, String reason) {
        change(id, TriggerStatus.PAUSED, reason.isBlank() ? by.name() : reason + " – " + by.name());
    }

    /**
     * It goes on, in the name it had; times that passed meanwhile do not fire. One that was stopped
     * needs somebody in whose name it may act: replace it.
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public void resume(Actor by, TriggerId id) {
        change(id, TriggerStatus.ACTIVE, null);
    }

    @Requires(Permission.WORKFLOWS_READ)
    public Trigger get(Actor by, TriggerId id) {
        return find(id);
    }

    /**
     * Newest first.
     *
     * @param after id of the last of the page before; null for the first page
     */
    @Requires(Permission.WORKFLOWS_READ)
    public Page<Trigger> list(Actor by, TriggerFilter filter, @Nullable UUID after, int limit) {
        return Page.of(
                store.list(by.tenant(), filter, after == null ? LAST : after, limit + 1),
                limit,
                trigger -> trigger.id().value().toString());
    }

    /** What became of its last firings, newest first. */
    @Requires(Permission.WORKFLOWS_READ)
    public List<Firing> firings(Actor by, TriggerId id) {
        find(id);
        return firings.newest(id, MOST_SHOWN);
    }

    /**
     * What became of the last firings of several triggers, newest first; nothing of foreign ones.
     */
    @Requires(Permission.WORKFLOWS_READ)
    public Map<UUID, List<Firing>> recent(Actor by, Collection<UUID> ids, int most) {
        return firings.newest(by.tenant(), ids, most);
    }

    /** The next times of a schedule, whether it is active or not; none for others. */
    @Requires(Permission.WORKFLOWS_READ)
    public List<Instant> next(Actor by, TriggerId id, int most) {
        return find(id).kind() instanceof Schedule schedule
                ? schedule.times().next(clock.instant(), most)
                : List.of();
    }

    /**
     * Begins a run now, in the name of whoever asks, whatever else goes on.
     *
     * @param caller what the request says of the run that it comes from; null for nothing
     * @return id of the run
     * @throws TriggerLoop when as many firings as may have led to the request
     */
    @Requires(Permission.RUNS_WRITE)
    public UUID runNow(Actor by, TriggerId id, Trace trace, @Nullable String caller) {
        var trigger = find(id);
        var run = Ids.next();
        var cause = Map.<String, Object>of("due_at", clock.instant().toString());
        return requests.begin(trigger, run, "now " + run, cause, trace, by, caller);
    }

    /**
     * Makes a schedule fire for times of the past that it has not begun a run for, one after the
     * other.
     *
     * @param most times; more are refused
     * @param dry whether to look only
     */
    @Requires(Permission.WORKFLOWS_WRITE)
    public Backfill backfill(
            Actor by, TriggerId id, Instant from, Instant to, int most, boolean dry) {
        requireRuns(by);
        var trigger = find(id);
        if (!(trigger.kind() instanceof Schedule schedule)) {
            throw new TriggerRefused(
                    "kind", "not_schedule", "only schedules have times to fill in");
        }
        if (!from.isBefore(to) || to.isAfter(clock.instant())) {
            throw new TriggerRefused("to", "invalid", "after from, and not in the future");
        }
        var kept = clock.instant().minus(properties.retention());
        if (from.isBefore(kept)) {
            throw new TriggerRefused(
                    "from",
                    "too_early",
                    "not before " + kept + ": what fired earlier is not known any more");
        }
        var due = schedule.times().between(from, to, MOST_COUNTED + 1);
        if (due.size() > MOST_COUNTED) {
            throw new TriggerRefused(
                    "from",
                    "too_many",
                    "at most " + MOST_COUNTED + " times from there to the end; ask for parts");
        }
        if (dry) {
            var times = missing(due, known(id, due));
            return new Backfill(times.size(), times.stream().limit(most).toList());
        }
        if (!trigger.isActive()) {
            throw new TriggerNotActive(trigger.status());
        }
        var planned = transactions.call(() -> fillIn(hold(id, null), schedule, due, most));
        return new Backfill(planned.size(), planned);
    }

    private List<Instant> fillIn(Trigger trigger, Schedule schedule, List<Instant> due, int most) {
        var known = known(trigger.id(), due);
        var times = missing(due, known);
        if (times.size() > most) {
            throw new TriggerRefused(
                    "limit", "too_many", times.size() + " times are due, the limit is " + most);
        }
        var room = planner.room(trigger);
        if (times.size() > room) {
            throw new TriggerRefused(
                    "limit",
                    "too_many_waiting",
                    times.size() + " times are due, and only " + room + " more can wait");
        }
        var overlap = schedule.overlap() == Overlap.ALLOW ? Overlap.ALLOW : Overlap.QUEUE;
        var wanted =
                times.stream()
                        .map(time -> schedules.at(trigger, Schedules.key(time), time, overlap))
                        .toList();
        return planner.fillIn(trigger, wanted, known).stream().map(Firing::dueAt).toList();
    }

    /** What is known of these times, all in one look. */
    private Map<String, FiringStore.Known> known(TriggerId id, List<Instant> due) {
        return due.isEmpty()
                ? Map.of()
                : firings.known(id, Schedules.key(due.getFirst()), Schedules.key(due.getLast()));
    }

    /** Those that have fired before do not again; those that were skipped do. */
    private static List<Instant> missing(List<Instant> due, Map<String, FiringStore.Known> known) {
        return due.stream()
                .filter(
                        time -> {
                            var before = known.get(Schedules.key(time));
                            return before == null || before.status() == FiringStatus.SKIPPED;
                        })
                .toList();
    }

    private void change(TriggerId id, TriggerStatus status, @Nullable String reason) {
        transactions.run(
                () -> {
                    var held = hold(id, null);
                    if (held.status() == status) {
                        return;
                    }
                    if (held.status() == TriggerStatus.STOPPED) {
                        throw new TriggerNotActive(held.status());
                    }
                    var now = clock.instant();
                    var next = status == TriggerStatus.ACTIVE ? next(held.kind(), now) : null;
                    var changed = in(held, status, reason, next, now);
                    store.update(changed);
                    schedules.follow(changed);
                    planner.next(id);
                });
    }

    static Trigger in(
            Trigger trigger,
            TriggerStatus status,
            @Nullable String reason,
            @Nullable Instant next,
            Instant now) {
        return new Trigger(
                trigger.id(),
                trigger.version() + 1,
                trigger.name(),
                trigger.workflow(),
                trigger.workflowVersion(),
                trigger.kind(),
                trigger.title(),
                trigger.input(),
                trigger.actor(),
                status,
                reason == null ? null : Letters.first(reason, LONGEST_REASON),
                next,
                trigger.createdAt(),
                now);
    }

    private Trigger find(TriggerId id) {
        return store.find(id).orElseThrow(() -> new TriggerNotFound(id.value()));
    }

    private Trigger hold(TriggerId id, @Nullable Long version) {
        var held = store.hold(id).orElseThrow(() -> new TriggerNotFound(id.value()));
        if (version != null) {
            EditedMeanwhile.unlessSame(version, held.version());
        }
        return held;
    }

    /** What begins runs later must not be more than what its maker may now. */
    private static void requireRuns(Actor by) {
        if (!by.may(Permission.RUNS_WRITE) || by.kind() == Actor.Kind.SYSTEM) {
            throw new PermissionDenied(Permission.RUNS_WRITE);
        }
    }

    private static @Nullable Instant next(TriggerKind kind, Instant now) {
        return kind instanceof Schedule schedule ? schedule.times().next(now).orElse(null) : null;
    }

    /** The workflow that it begins; it must be there and published. */
    private UUID checked(Actor by, TriggerWish wish) {
        if (wish.kind() instanceof OnRunEnd end) {
            workflows.find(by.tenant(), end.workflow().toString(), null);
        }
        var found = workflows.find(by.tenant(), wish.workflow(), wish.workflowVersion());
        var workflow = found.id().workflowId();
        checkInput(found, wish);
        switch (wish.kind()) {
            case Schedule schedule -> check(schedule, clock.instant());
            case OnEvent event -> check(event);
            case OnRunEnd end -> {
                if (end.workflow().equals(workflow)) {
                    throw new TriggerRefused(
                            "run_end.workflow",
                            "loop",
                            "a workflow cannot begin itself at its end");
                }
            }
            case Hook _ -> {}
        }
        return workflow;
    }

    /**
     * Else each of its firings would be refused. What fires it is not known yet, but it is there;
     * what its expressions come to is checked when it fires.
     */
    private static void checkInput(PublishedGraph found, TriggerWish wish) {
        if (!TriggerInputs.isFixed(wish)) {
            return;
        }
        var given = new HashMap<String, Object>(wish.input());
        given.put("trigger", Map.of());
        InputCheck.findings(found.graph(), given).stream()
                .filter(finding -> !finding.field().startsWith("/trigger"))
                .findFirst()
                .ifPresent(
                        finding -> {
                            throw new TriggerRefused(
                                    "input",
                                    "misfit",
                                    "does not fit the workflow: "
                                            + finding.field()
                                            + " "
                                            + finding.message());
                        });
    }

    private static void check(Schedule schedule, Instant now) {
        if (Cron.parse(schedule.cron(), schedule.zone()).next(now).isEmpty()) {
            throw new TriggerRefused("schedule.cron", "never", "there is no such time");
        }
        if (schedule.until() != null && !schedule.until().isAfter(now)) {
            throw new TriggerRefused("schedule.until", "past", "after now, " + now);
        }
        if (schedule.times().next(now).isEmpty()) {
            throw new TriggerRefused("schedule.until", "too_early", "after the first of its times");
        }
    }

    private void check(OnEvent event) {
        if (event.type().equals("trigger.*")) {
            throw new TriggerRefused(
                    "event.type", "unknown", "name one: trigger.fired or trigger.skipped");
        }
        if (catalogue.matching(new EventPattern(event.type())).isEmpty()) {
            throw new TriggerRefused("event.type", "unknown", "no public event is called so");
        }
        if (event.filter() != null) {
            try {
                Conditions.read(event.filter(), TriggerPlanner.BOUND);
            } catch (ExpressionFailed failed) {
                throw new TriggerRefused(
                        "event.filter", "bad_expression", String.valueOf(failed.getMessage()));
            }
        }
    }

    /** Null where there is none, or it stays as it is. */
    private static @Nullable String secret(TriggerWish wish, boolean hasOne) {
        if (!(wish.kind() instanceof Hook hook) || hook.signature() == HookSignature.NONE) {
            return null;
        }
        if (wish.secret() != null) {
            HookSecrets.check(hook.signature(), wish.secret());
            return wish.secret();
        }
        return hasOne ? null : HookSecrets.random();
    }
}

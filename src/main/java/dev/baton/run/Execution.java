package dev.baton.run;

import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.database.Outage;
import dev.baton.run.RunRecord.Leaving;
import dev.baton.run.engine.Advance;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.run.engine.StepOutcome;
import dev.baton.work.Claim;
import dev.baton.work.LeaseLost;
import dev.baton.workflow.Graph;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A run while this instance executes it. Whatever happens to it is taken in under one lock, written
 * to its journal, and has its effects only once that is durable. One commit of a run is under way
 * at a time; what happens meanwhile goes into the next. When nothing is under way any more, the run
 * is left: it takes no memory and no thread until it is due or somebody wants something of it.
 */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /** It is not worth it to leave a run for less. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** The database is away; commands wait there. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** For what waits until somebody wants something of it. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final StepError BROKEN =
            new StepError(
                    "internal_error", "A fault of Baton ended the attempt; its log says more.");

    private final RunHead head;
    private final Claim claim;
    private final RunState state;
    private final RunContext context;
    private final Acting acting;
    private final JournalTexts.Seal seal;
    private final Progress progress;

    private final Dependents dependents;
    private final CostCap costCap;
    private final CommandMoves commands;
    private final Listed listed;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final StepsUnderWay underWay = new StepsUnderWay();
    private final Unwritten unwritten = new Unwritten();

    /** Of the commit that is under way, to be done once that is durable. */
    private final List<Effect> committing = new ArrayList<>();

    /** Commands that are taken in and still there: the commit that deletes them is under way. */
    private final Set<UUID> taken = new HashSet<>();

    /** That lists find the run by. */
    private final Set<UUID> agents = new HashSet<>();

    private volatile int version;
    private boolean writing;

    /** What follows from the journal has still to begin. */
    private boolean resumes;

    /** A move was cut: the rest of it follows once this much is written. */
    private boolean unfinished;

    /** More commands wait, until what is taken in of them is written. */
    private boolean moreCommands;

    private volatile boolean left;
    private boolean leavesSoon;
    private @Nullable Future<?> timer;

    /** Told once it is durable and the run is left. */
    private RunEvent.@Nullable RunEnded end;

    /**
     * @param state as the journal tells it, up to {@code version}
     */
    Execution(
            RunHead head,
            Claim claim,
            RunState state,
            int version,
            RunContext context,
            Acting acting,
            Progress progress) {
        this.head = head;
        this.claim = claim;
        this.state = state;
        this.version = version;
        this.context = context;
        this.acting = acting;
        this.progress = progress;
        this.seal = context.texts().of(head.id().tenant());
        this.dependents = new Dependents(head, state);
        this.costCap = new CostCap(head, state);
        this.commands =
                new CommandMoves(
                        head,
                        state,
                        context.children(),
                        context.definitions(),
                        dependents,
                        costCap);
        this.listed = new Listed(head.id(), state, seal, context.clock());
    }

    Graph graph() {
        return state.index().graph();
    }

    RunHead head() {
        return head;
    }

    Claim claim() {
        return claim;
    }

    /** Ends when nobody here executes the run any more; exceptionally when that was a fault. */
    CompletableFuture<Void> over() {
        return over;
    }

    /**
     * The first commit of a run that begins here; the caller hands it to the group commit.
     *
     * @param accepted makes the record of its first row and summary
     */
    RunRecord begin(Map<String, Object> input, Beginning accepted) {
        lock.lock();
        try {
            apply(advance -> advance.start(input));
            unwritten.tell(RunEvents.started(head));
            writing = true;
            var record =
                    accepted.record(
                            rows(),
                            listed.summary(version),
                            unwritten.events(),
                            told(false, List.of()));
            forgetWritten();
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the record of a run that begins here. */
    interface Beginning {

        RunRecord record(
                List<JournalRow> rows,
                RunSummary summary,
                List<NewEvent> events,
                RunRecord.Listener listener);
    }

    /** The run begins, having waited for that. */
    void start(Map<String, Object> input) {
        change(
                () -> {
                    unwritten.tell(RunEvents.started(head));
                    apply(advance -> advance.start(input));
                    takeCommands();
                });
    }

    /**
     * Goes on with the run from its journal.
     *
     * @param asShown what lists say of the run
     * @param instance that takes it over from one that did not leave it in order; this is written
     *     before anything else, so that what instances die of is known by it. Null for none
     */
    void resume(RunStatus asShown, @Nullable UUID instance) {
        change(
                () -> {
                    listed.as(asShown);
                    resumes = true;
                    if (instance == null) {
                        resume();
                    } else {
                        apply(advance -> advance.takenOver(instance));
                    }
                });
    }

    private void resume() {
        resumes = false;
        if (costCap.isSet()) {
            costCap.setAside(
                    context.children().caps(head.id().tenant(), state.children().values()));
        }
        var late = lateChildren();
        apply(advance -> advance.resume().wake(late));
        takeCommands();
    }

    /** It was never taken in. */
    void discard() {
        lock.lock();
        try {
            leave();
            over.complete(null);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is time to tell how far it is. */
    boolean hasProgress() {
        return !left && progress.isDue(version);
    }

    void tellProgress() {
        change(() -> {});
    }

    /** Somebody wants something of the run. */
    void look() {
        change(this::takeCommands);
    }

    /** An attempt ended. */
    void ended(Effect.Act act, StepOutcome outcome) {
        // One that was cancelled has been told so; what it leads to is not.
        Thread.interrupted();
        change(
                () -> {
                    if (outcome instanceof StepOutcome.Waits) {
                        // What it began still costs.
                        underWay.ended(act.path(), act.attempt());
                    } else {
                        forget(act);
                    }
                    if (isOver(outcome)) {
                        dependents.settled(act.call());
                    }
                    apply(advance -> advance.ended(act.path(), act.attempt(), outcome));
                });
    }

    /** Whether nothing of what an attempt began goes on. */
    private static boolean isOver(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done _, StepOutcome.Outdated _ -> true;
            case StepOutcome.Failed(var error, _, _, _) -> !error.equals(BROKEN);
            case StepOutcome.Delayed _, StepOutcome.Waits _ -> false;
        };
    }

    /**
     * People are asked.
     *
     * @param refusal why they are not; null when they are
     */
    void asked(Effect.Ask ask, @Nullable StepError refusal) {
        Thread.interrupted();
        change(
                () -> {
                    underWay.ended(ask.path(), 0);
                    if (refusal != null) {
                        dependents.settled(ask.approval());
                        apply(
                                advance ->
                                        advance.decided(
                                                ask.path(),
                                                ask.approval(),
                                                refusal,
                                                Map.of(),
                                                null));
                    }
                });
    }

    /**
     * An attempt ended with a call whose record is written in the same commit as what it means for
     * the run. Waits until the commit before is done.
     *
     * @return empty when it means nothing to the run any more
     */
    Optional<RunRecord> endedWithCall(Effect.Act act, StepOutcome outcome) {
        lock.lock();
        try {
            while (writing && !left) {
                written.awaitUninterruptibly();
            }
            forget(act);
            if (left) {
                return Optional.empty();
            }
            apply(advance -> advance.ended(act.path(), act.attempt(), outcome));
            if (!unwritten.hasMoves()) {
                goOn();
                return Optional.empty();
            }
            return Optional.of(nextRecord());
        } catch (RuntimeException | Error fault) {
            broken(fault);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether an attempt may go out: the run is still executed here, and its lease has not ended.
     */
    boolean isStillOwned() {
        return !left && context.work().isOwned(claim);
    }

    /**
     * Sets aside what an attempt may cost at most.
     *
     * @param nanos in nano-units of the tenant's currency
     */
    CostCap.Answer reserve(Effect.Act act, long nanos) {
        lock.lock();
        try {
            return costCap.setAside(act.call(), nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a limit to what the run may cost. */
    boolean hasCostCap() {
        return costCap.isSet();
    }

    /**
     * Sets aside what a run that a step begins may cost, until that has ended.
     *
     * @param most that it may cost by itself, in nano-units; null for no limit of its own
     * @return what it may cost; empty while others hold what it could have
     * @throws IllegalStateException when the run has no limit
     */
    OptionalLong reserveForChild(Effect.Act act, @Nullable Long most) {
        lock.lock();
        try {
            return costCap.setAsideForChild(act.call(), most);
        } finally {
            lock.unlock();
        }
    }

    /** An agent is about to be asked. */
    void asks(UUID agent) {
        lock.lock();
        try {
            if (agents.add(agent)) {
                unwritten.asks(agent);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(Effect.Act act) {
        underWay.ended(act.path(), act.attempt());
        costCap.release(act.call());
    }

    /** A fault of ours in one attempt ends that; what it was cancelled for is of no interest. */
    private void faulted(Effect.Act act, Throwable fault) {
        if (!underWay.isMadeHere(act.path(), act.attempt())) {
            LOG.debug("A cancelled attempt of {} broke off", act.path(), fault);
            change(
                    () -> {
                        costCap.release(act.call());
                        apply(advance -> advance);
                    });
        } else if (Outage.is(fault)) {
            LOG.warn("Step {} of run {} waits for the database", act.path(), head.id(), fault);
            ended(
                    act,
                    new StepOutcome.Delayed(
                            "database_away",
                            "The database takes nothing.",
                            context.clock().instant()));
        } else {
            LOG.error("Step {} of run {} broke off", act.path(), head.id(), fault);
            ended(act, new StepOutcome.Failed(BROKEN, Failure.SERVER_ERROR, null, null));
        }
    }

    /** Somebody else may execute the run by now: nothing that is done here counts. */
    void lost() {
        lock.lock();
        try {
            if (!left) {
                LOG.warn("Run {} is executed here no longer: its lease is lost", head.id());
                leave();
                over.complete(null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing new, and leaves the run as soon as what is under way has ended. */
    void leaveSoon() {
        change(() -> leavesSoon = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            if (!left) {
                change.run();
                goOn();
            }
        } catch (RuntimeException | Error fault) {
            broken(fault);
        } finally {
            lock.unlock();
        }
    }

    private void apply(UnaryOperator<Advance> by) {
        if (state.status().isFinal()) {
            return;
        }
        var now = context.clock().instant();
        var before = dependents.needed();
        var move = by.apply(new Advance(state, head.bound(), context.retries(), Ids::next, now));
        costCap.retryWaiting(move);
        stopWhatMayNotGoOn(move, now);
        unwritten.add(move, now);
        end = unwritten.end();
        unfinished |= move.isCut();
        dependents.drop(before, unwritten);
    }

    private void stopWhatMayNotGoOn(Advance move, Instant now) {
        var deadline = deadline();
        if (deadline != null && !now.isBefore(deadline)) {
            move.timeOut();
        }
    }

    /** Null for none: what has begun to be undone is undone, however long that takes. */
    private @Nullable Instant deadline() {
        var longest = state.index().graph().limits().duration();
        return longest == null || state.status() == RunStatus.PENDING || state.isCompensating()
                ? null
                : state.startedAt().plus(longest);
    }

    /** A portion at a time, so that no more of them is in memory than goes into one commit. */
    private void takeCommands() {
        if (!taken.isEmpty()) {
            moreCommands = true;
            return;
        }
        try {
            var portion = context.commands().next(head.id());
            portion.commands().forEach(this::take);
            moreCommands = !portion.isAll();
        } catch (DataAccessException | CannotCreateTransactionException away) {
            context.timers().after(LOOK_AGAIN, this::look);
        }
    }

    /** A fault in what it takes to carry it out leaves it waiting. */
    private void take(RunCommands.Waiting waiting) {
        var move = commands.of(waiting.id(), waiting.command());
        taken.add(waiting.id());
        unwritten.take(waiting.id());
        if (isAsWanted(waiting.command())) {
            apply(move);
        }
    }

    /** Whether the run is exactly what a change is for, where that is said. */
    private boolean isAsWanted(RunCommand command) {
        return !(command instanceof RunCommand.SetVariables(var _, var _, var wanted)
                        && wanted != null)
                || wanted == version && !unwritten.hasMoves();
    }

    /** Writes what has happened, or leaves the run when nothing can happen here for a while. */
    private void goOn() {
        if (writing || left) {
            return;
        }
        if (!unwritten.hasMoves()) {
            // They follow from what the journal has already.
            committing.addAll(unwritten.takeEffects());
            begin();
        }
        if (!unwritten.isEmpty() || progress.isDue(version) || canLeave()) {
            context.commit().add(nextRecord());
        } else {
            setTimer();
        }
    }

    private RunRecord nextRecord() {
        cancelTimer();
        writing = true;
        var leaving = leaving();
        var rows = rows();
        progress.news(state, version).ifPresent(unwritten::tell);
        var leaves = !(leaving instanceof Leaving.No);
        var summary = leaves || listed.isBehind() ? listed.summary(version) : null;
        if (leaving instanceof Leaving.Ended && summary != null) {
            var currency = context.tenants().get(head.id().tenant()).currency();
            unwritten.tell(RunEvents.ended(head, summary, currency, !state.missing().isEmpty()));
        }
        if (leaving instanceof Leaving.Ended && head.parent() != null) {
            unwritten.wish(
                    new RunId(head.id().tenant(), head.parent().run()),
                    new RunCommand.ChildEnded(
                            head.parent().step(), head.parent().attempt(), head.id().value()));
        }
        var told = told(leaves, unwritten.commands());
        var listener = context.snapshots().after(told, state, rows, unwritten.moves());
        var record = unwritten.record(head, claim, rows, summary, leaving, listener);
        forgetWritten();
        if (leaves) {
            leave();
        }
        return record;
    }

    private void forgetWritten() {
        committing.addAll(unwritten.takeEffects());
        unwritten.clear();
    }

    private List<JournalRow> rows() {
        var rows = seal.rows(head.id(), version, unwritten.moves());
        version += rows.size();
        return rows;
    }

    private Leaving leaving() {
        if (state.status().isFinal()) {
            return new Leaving.Ended();
        }
        if (!canLeave()) {
            return new Leaving.No();
        }
        return new Leaving.Until(leavesSoon ? context.clock().instant() : due().orElse(NEVER));
    }

    /** Effects that wait for this commit are something that is under way. */
    private boolean canLeave() {
        if (!underWay.isEmpty() || resumes || unfinished) {
            return false;
        }
        if (leavesSoon) {
            return true;
        }
        if (moreCommands) {
            return false;
        }
        var soon = context.clock().instant().plus(SHORT);
        return unwritten.onlyStops()
                && committing.stream().allMatch(Effect.Stop.class::isInstance)
                && due().filter(soon::isAfter).isEmpty();
    }

    private Optional<Instant> due() {
        var next = state.isPaused() ? Optional.<Instant>empty() : state.due();
        var deadline = deadline();
        return deadline == null || next.filter(deadline::isAfter).isPresent()
                ? next
                : Optional.of(deadline);
    }

    private void setTimer() {
        cancelTimer();
        due().ifPresent(
                        due -> {
                            var wait = Duration.between(context.clock().instant(), due);
                            timer = context.timers().after(wait, this::wake);
                        });
    }

    private void wake() {
        change(
                () -> {
                    var late = lateChildren();
                    apply(advance -> advance.wake(late));
                });
    }

    /** What the runs have come to that steps have waited for as long as they may. */
    private Map<UUID, StepOutcome> lateChildren() {
        var late = state.lateChildren(context.clock().instant());
        try {
            return late.isEmpty() ? Map.of() : context.children().late(head.id().tenant(), late);
        } catch (DataAccessException | CannotCreateTransactionException away) {
            LOG.warn("What runs that took too long have cost is not known", away);
            return Map.of();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** What is durable may have its effects. */
    private void begin() {
        var ready = List.copyOf(committing);
        committing.clear();
        for (var effect : ready) {
            switch (effect) {
                case Effect.Stop(var path) -> underWay.stop(path);
                case Effect.Act act -> {
                    if (!leavesSoon) {
                        underWay.begin(
                                act.path(),
                                act.attempt(),
                                () -> acting.act(this, act),
                                fault -> faulted(act, fault));
                    }
                }
                case Effect.Ask ask -> {
                    if (!leavesSoon) {
                        underWay.begin(ask.path(), 0, () -> acting.ask(this, ask), this::broken);
                    }
                }
            }
        }
    }

    private RunRecord.Listener told(boolean leaves, List<UUID> carriedOut) {
        return new RunRecord.Listener() {
            @Override
            public void written() {
                Thread.startVirtualThread(() -> Execution.this.written(leaves, carriedOut));
            }

            @Override
            public void refused(Throwable reason) {
                Thread.startVirtualThread(() -> Execution.this.refused(reason));
            }
        };
    }

    private void written(boolean leaves, List<UUID> carriedOut) {
        lock.lock();
        try {
            writing = false;
            carriedOut.forEach(taken::remove);
            written.signalAll();
            tell(leaves);
            context.shown(head.id());
            if (leaves) {
                over.complete(null);
            } else if (!left) {
                begin();
                if (resumes) {
                    resume();
                } else if (unfinished) {
                    unfinished = false;
                    apply(Advance::goOn);
                }
                if (moreCommands) {
                    takeCommands();
                }
                goOn();
            }
        } catch (RuntimeException | Error fault) {
            broken(fault);
        } finally {
            lock.unlock();
        }
    }

    private void tell(boolean leaves) {
        if (leaves && end != null) {
            var run = new Run(head, RunSummary.of(state, version));
            context.ends().tell(new RunEnd(run, end));
        } else {
            context.ends().tell(head.id());
        }
    }

    private void refused(Throwable reason) {
        lock.lock();
        try {
            writing = false;
            written.signalAll();
            if (reason instanceof LeaseLost) {
                LOG.warn("Run {} is executed by another claim: {}", head.id(), reason.toString());
                leave();
                over.complete(null);
            } else {
                broken(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing that is in memory can be relied on; the journal can. */
    private void broken(Throwable fault) {
        lock.lock();
        try {
            leave();
            over.completeExceptionally(fault);
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        left = true;
        cancelTimer();
        unwritten.clear();
        committing.clear();
        underWay.stop("");
        written.signalAll();
    }
}

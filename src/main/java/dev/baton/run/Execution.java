package dev.baton.run;

import dev.baton.run.RunRecord.Leaving;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunState;
import dev.baton.run.engine.StepOutcome;
import dev.baton.work.Claim;
import dev.baton.work.LeaseLost;
import dev.baton.workflow.Graph;

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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A run while this instance executes it. Whatever happens to it is taken in under one lock, written
 * to its journal, and has its effects only once that is durable. One commit of a run is under way
 * at a time; what happens meanwhile goes into the next. When nothing is under way any more, the run
 * is left: it takes no memory and no thread until it is due or somebody wants something of it.
 *
 * <p>The lock is here and nowhere else: what a run is made of while it is executed ({@link Moves},
 * {@link RunCommits}, {@link RunTimer}, what is unwritten) is only touched by whoever holds it,
 * unless it says that anybody may ask. Threads of attempts, of timers and of commits that ended
 * come in through {@link #change}, or by a method that takes the lock itself.
 */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /** The database is away; commands wait there. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** For what waits until somebody wants something of it. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final RunHead head;
    private final Claim claim;
    private final RunState state;
    private final RunContext context;
    private final Acting acting;
    private final RunTimer timer;
    private final Moves moves;
    private final RunCommits commits;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final StepsUnderWay underWay = new StepsUnderWay();
    private final Unwritten unwritten = new Unwritten();

    /** Of the commit that is under way, to be done once that is durable. */
    private final List<Effect> committing = new ArrayList<>();

    /** That lists find the run by. */
    private final Set<UUID> agents = new HashSet<>();

    private boolean writing;
    private volatile boolean left;
    private boolean leavesSoon;

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
        this.context = context;
        this.acting = acting;
        this.timer = new RunTimer(state, context.clock(), context.timers());
        this.moves = new Moves(head, state, unwritten, timer, context);
        this.commits = new RunCommits(head, state, version, unwritten, context, progress);
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
    RunRecord begin(Map<String, Object> input, RunCommits.Beginning accepted) {
        lock.lock();
        try {
            moves.start(input);
            writing = true;
            var record = commits.first(accepted, told(false, List.of()));
            forgetWritten();
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** The run begins, having waited for that. */
    void start(Map<String, Object> input) {
        change(
                () -> {
                    moves.start(input);
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
                    commits.listedAs(asShown);
                    if (instance == null) {
                        resume();
                    } else {
                        moves.takenOver(instance);
                    }
                });
    }

    private void resume() {
        moves.resume();
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
        return !left && commits.isProgressDue();
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
                    underWay.ended(act.path(), act.attempt());
                    moves.ended(act, outcome);
                });
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
                    underWay.ended(ask.path(), StepsUnderWay.ASKING);
                    if (refusal != null) {
                        moves.refused(ask, refusal);
                    }
                });
    }

    /** What people would decide is known: they are not asked. */
    void decided(
            Effect.Ask ask,
            @Nullable StepError refusal,
            Map<String, Object> answer,
            @Nullable String hash) {
        Thread.interrupted();
        change(
                () -> {
                    underWay.ended(ask.path(), StepsUnderWay.ASKING);
                    moves.decided(ask, refusal, answer, hash);
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
            underWay.ended(act.path(), act.attempt());
            if (left) {
                return Optional.empty();
            }
            moves.endedWithCall(act, outcome);
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
            return moves.costCap().setAside(act.call(), nanos);
        } finally {
            lock.unlock();
        }
    }

    /** What the run may still cost, in nano-units; null for no limit. */
    @Nullable Long unspent() {
        lock.lock();
        try {
            return moves.costCap().unspent();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a limit to what the run may cost. */
    boolean hasCostCap() {
        return moves.costCap().isSet();
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
            return moves.costCap().setAsideForChild(act.call(), most);
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

    /** What an attempt was cancelled for is of no interest. */
    private void faulted(Effect.Act act, Throwable fault) {
        if (underWay.isMadeHere(act.path(), act.attempt())) {
            ended(act, BrokenAttempt.outcome(head.id(), act, fault, context.clock().instant()));
        } else {
            LOG.debug("A cancelled attempt of {} broke off", act.path(), fault);
            change(() -> moves.cancelled(act));
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

    private void takeCommands() {
        try {
            moves.takeCommands(commits.version());
        } catch (DataAccessException | CannotCreateTransactionException away) {
            context.timers().after(LOOK_AGAIN, this::look);
        }
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
        if (!unwritten.isEmpty() || commits.isProgressDue() || canLeave()) {
            context.commit().add(nextRecord());
        } else {
            timer.set(this::wake);
        }
    }

    private void wake() {
        change(moves::wake);
    }

    private RunRecord nextRecord() {
        timer.cancel();
        writing = true;
        var leaving = leaving();
        var leaves = !(leaving instanceof Leaving.No);
        var record = commits.next(claim, leaving, told(leaves, unwritten.commands()));
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

    private Leaving leaving() {
        if (state.status().isFinal()) {
            return new Leaving.Ended();
        }
        if (!canLeave()) {
            return new Leaving.No();
        }
        return new Leaving.Until(
                leavesSoon ? context.clock().instant() : timer.due().orElse(NEVER));
    }

    /** Effects that wait for this commit are something that is under way. */
    private boolean canLeave() {
        if (!underWay.isEmpty() || moves.resumes() || moves.isUnfinished()) {
            return false;
        }
        if (leavesSoon) {
            return true;
        }
        if (moves.hasMoreCommands()) {
            return false;
        }
        return unwritten.onlyStops()
                && committing.stream().allMatch(Effect.Stop.class::isInstance)
                && !timer.isDueSoon();
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
                        underWay.begin(
                                ask.path(),
                                StepsUnderWay.ASKING,
                                () -> acting.ask(this, ask),
                                this::broken);
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
            moves.written(carriedOut);
            written.signalAll();
            tell(leaves);
            context.shown(head.id());
            if (leaves) {
                over.complete(null);
            } else if (!left) {
                begin();
                follow();
                goOn();
            }
        } catch (RuntimeException | Error fault) {
            broken(fault);
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        if (moves.resumes()) {
            resume();
        } else if (moves.isUnfinished()) {
            moves.finish();
        }
        if (moves.hasMoreCommands()) {
            takeCommands();
        }
    }

    private void tell(boolean leaves) {
        var end = moves.end();
        if (leaves && end != null) {
            var run = new Run(head, RunSummary.of(state, commits.version()));
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
        timer.cancel();
        unwritten.clear();
        committing.clear();
        underWay.stop("");
        written.signalAll();
    }
}

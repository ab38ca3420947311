package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.run.engine.Advance;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.run.engine.StepOutcome;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The moves of a run that is executed: each is in its state at once, and in its next commit. Its
 * {@link Execution} lets one in at a time.
 */
final class Moves {

    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

    private final RunHead head;
    private final RunState state;
    private final Unwritten unwritten;
    private final RunTimer timer;
    private final RunContext context;
    private final Dependents dependents;
    private final CostCap costCap;
    private final CommandIntake commands;

    /** What follows from the journal has still to begin. */
    private boolean resumes;

    /** A move was cut: the rest of it follows once this much is written. */
    private boolean unfinished;

    private RunEvent.@Nullable RunEnded end;

    Moves(RunHead head, RunState state, Unwritten unwritten, RunTimer timer, RunContext context) {
        this.head = head;
        this.state = state;
        this.unwritten = unwritten;
        this.timer = timer;
        this.context = context;
        this.dependents = new Dependents(head, state);
        this.costCap = new CostCap(head, state);
        var moves =
                new CommandMoves(
                        head,
                        state,
                        context.children(),
                        context.definitions(),
                        dependents,
                        costCap);
        this.commands = new CommandIntake(head, context.commands(), moves, unwritten);
    }

    CostCap costCap() {
        return costCap;
    }

    /** Why the run has ended; null before. */
    RunEvent.@Nullable RunEnded end() {
        return end;
    }

    /** Whether {@link #resume} has to follow on what is written. */
    boolean resumes() {
        return resumes;
    }

    /** Whether {@link #finish} has to follow on what is written. */
    boolean isUnfinished() {
        return unfinished;
    }

    void start(Map<String, Object> input) {
        apply(advance -> advance.start(input));
        unwritten.tell(RunEvents.started(head));
    }

    /** The run goes on from its journal once it is written that this instance took it over. */
    void takenOver(UUID instance) {
        resumes = true;
        apply(advance -> advance.takenOver(instance));
    }

    /** The run goes on from its journal. */
    void resume() {
        resumes = false;
        if (costCap.isSet()) {
            costCap.setAside(
                    context.children().caps(head.id().tenant(), state.children().values()));
        }
        var late = lateChildren();
        apply(advance -> advance.resume().wake(late));
    }

    /** The rest of a move that was cut. */
    void finish() {
        unfinished = false;
        apply(Advance::goOn);
    }

    /** Something is due. */
    void wake() {
        var late = lateChildren();
        apply(advance -> advance.wake(late));
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

    /** An attempt ended, which changes nothing where nobody waits for it. */
    void ended(Effect.Act act, StepOutcome outcome) {
        // What one began that waits for it still costs.
        if (!(outcome instanceof StepOutcome.Waits)) {
            costCap.release(act.call());
        }
        if (isOver(outcome)) {
            dependents.settled(act.call());
        }
        apply(advance -> advance.ended(act.path(), act.attempt(), outcome));
    }

    /** Whether nothing of what an attempt began goes on. */
    private static boolean isOver(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done _, StepOutcome.Outdated _ -> true;
            case StepOutcome.Failed(var error, _, _, _) -> !BrokenAttempt.is(error);
            case StepOutcome.Delayed _, StepOutcome.Waits _ -> false;
        };
    }

    /** An attempt ended with a call. */
    void endedWithCall(Effect.Act act, StepOutcome outcome) {
        costCap.release(act.call());
        apply(advance -> advance.ended(act.path(), act.attempt(), outcome));
    }

    /** An attempt broke off that was cancelled: nobody waits for how it ends. */
    void cancelled(Effect.Act act) {
        costCap.release(act.call());
        apply(advance -> advance);
    }

    /** People cannot be asked. */
    void refused(Effect.Ask ask, StepError why) {
        decided(ask, why, Map.of(), null);
    }

    /**
     * What people would decide is known: they are not asked.
     *
     * @param refusal why the step may not act; null when it may
     */
    void decided(
            Effect.Ask ask,
            @Nullable StepError refusal,
            Map<String, Object> answer,
            @Nullable String hash) {
        dependents.settled(ask.approval());
        apply(advance -> advance.decided(ask.path(), ask.approval(), refusal, answer, hash));
    }

    /**
     * Takes in what is wanted of the run.
     *
     * @param version that the run is written at
     * @throws DataAccessException when the database is away; so is what is wanted
     */
    void takeCommands(int version) {
        commands.take(version, this::apply);
    }

    /** Whether more is wanted, once what is taken in of that is written. */
    boolean hasMoreCommands() {
        return commands.hasMore();
    }

    void written(Collection<UUID> carriedOut) {
        commands.written(carriedOut);
    }

    private void apply(UnaryOperator<Advance> by) {
        if (state.status().isFinal()) {
            return;
        }
        var now = context.clock().instant();
        var before = dependents.needed();
        var move = by.apply(new Advance(state, head.bound(), context.retries(), Ids::next, now));
        costCap.retryWaiting(move);
        if (timer.isOverdue(now)) {
            move.timeOut();
        }
        unwritten.add(move, now);
        end = unwritten.end();
        unfinished |= move.isCut();
        dependents.drop(before, unwritten);
    }
}

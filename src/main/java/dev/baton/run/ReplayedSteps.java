package dev.baton.run;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.run.Divergence.Why;
import dev.baton.run.Recording.Take;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.run.engine.StepOutcome;
import dev.baton.run.engine.StepPath;
import dev.baton.workflow.Action;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives the steps of a replay what those of the other run came to, as long as all that they would
 * send is the same. Nobody is asked and nothing is sent for that.
 */
@Component
class ReplayedSteps {

    /** Stands for what people have agreed to in the other run; it allows nothing that acts. */
    static final String RECORDED = "recorded";

    static final StepError NOT_RECORDED =
            new StepError(
                    "not_recorded",
                    "Nothing is recorded that fits the step, and the replay may not make it.");

    /** A step that waits for what others come to, where it has no limit of its own. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Recordings recordings;
    private final Divergences divergences;
    private final SentBefore sent;
    private final Runs runs;
    private final RetryingTransactions transactions;
    private final Clock clock;

    ReplayedSteps(
            Recordings recordings,
            Divergences divergences,
            SentBefore sent,
            Runs runs,
            RetryingTransactions transactions,
            Clock clock) {
        this.recordings = recordings;
        this.divergences = divergences;
        this.sent = sent;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Another instance may have gone on with it meanwhile. */
    void resume(RunHead head) {
        recordings.forget(head.id());
    }

    /**
     * @return whether the attempt has its outcome; where it has not, it is to be made in earnest
     */
    boolean serve(Execution execution, Effect.Act act) {
        var head = execution.head();
        if (head.replay() == null) {
            return false;
        }
        var recording = recording(head, act);
        var take =
                isUndoOfMade(head, recording, act)
                        ? null
                        : recording.step(act.path(), ArgumentsHash.of(act.arguments()));
        if (take == null && isUndoOfServed(recording, act.path())) {
            execution.ended(act, new StepOutcome.Done(null, Use.served(null, Served.SAME), false));
            return true;
        }
        if (act.action() instanceof Action.SubWorkflow && child(head, act).isPresent()) {
            return take == null
                    && diverges(
                            execution, act, Why.ARGUMENTS, head.after() != AfterDivergence.STOP);
        }
        if (take == null) {
            var why = recording.last(act.path()) == null ? Why.ABSENT : Why.ARGUMENTS;
            return diverges(execution, act, why, mayAct(head, act.action()));
        }
        return give(execution, act, recording, take);
    }

    /** Whether a run that it began was given all that it did, its journal alone tells. */
    private Recording recording(RunHead head, Effect.Act act) {
        if (StepPath.isUndo(act.path()) && act.step().action() instanceof Action.SubWorkflow) {
            recordings.forget(head.id());
        }
        return recordings.of(head);
    }

    /** What this run has done in earnest it undoes in earnest, where it may. */
    private static boolean isUndoOfMade(RunHead head, Recording recording, Effect.Act act) {
        return StepPath.isUndo(act.path())
                && mayAct(head, act.action())
                && !recording.wasServed(StepPath.undone(act.path()));
    }

    /** What was not done by this run is not undone by it. */
    private static boolean isUndoOfServed(Recording recording, String path) {
        return StepPath.isUndo(path) && recording.wasServed(StepPath.undone(path));
    }

    private boolean give(Execution execution, Effect.Act act, Recording recording, Take take) {
        var mayAct = mayAct(execution.head(), act.action());
        if (!take.hasEnded()) {
            if (!take.dropped() || act.attempt() > 1) {
                return diverges(execution, act, Why.UNFINISHED, mayAct);
            }
            execution.ended(act, new StepOutcome.Waits(longest(act)));
            return true;
        }
        var end = recordings.end(execution.head(), take).getFirst();
        var served = sent.again(execution.head(), act, end);
        if (served == null) {
            return diverges(execution, act, Why.DEFINITION, mayAct);
        }
        if (recording.turns().await(take.turn())) {
            // Before it ends: what would undo it may be due at once.
            recording.serve(take);
            execution.ended(act, outcome(end, served));
            recording.turns().end(take.turn());
        }
        return true;
    }

    /**
     * Somebody else ended it then, and is waited for; should nobody do so now, it took too long.
     */
    private Instant longest(Effect.Act act) {
        var timeout = act.step().timeout();
        return clock.instant().plus(timeout == null ? LONGEST : timeout);
    }

    /** Its last failure is for good: the attempts before it were made then. */
    private static StepOutcome outcome(RunEvent end, Served served) {
        return switch (end) {
            case RunEvent.StepCompleted done ->
                    new StepOutcome.Done(
                            done.result(), Use.served(done.use(), served), done.degraded());
            case RunEvent.StepFailed failed ->
                    new StepOutcome.Failed(
                            failed.error(), null, null, Use.served(failed.use(), served));
            default -> throw new IllegalStateException(end + " is no end of a step");
        };
    }

    /** Whether a step of this kind acts in earnest where nothing is recorded that fits it. */
    static boolean mayAct(RunHead head, Action action) {
        return switch (head.after()) {
            case STOP -> false;
            case AGENTS -> action instanceof Action.Agent;
            case EXECUTE -> true;
        };
    }

    /**
     * @return whether the attempt is over: it may not be made
     */
    private boolean diverges(Execution execution, Effect.Act act, Why why, boolean mayAct) {
        note(execution.head(), act.path(), why);
        if (RECORDED.equals(act.agreed())) {
            execution.ended(act, new StepOutcome.Outdated());
            return true;
        }
        if (!mayAct) {
            execution.ended(act, new StepOutcome.Failed(NOT_RECORDED, null, null, null));
        }
        return !mayAct;
    }

    /** The first that is noted counts; that of a run which a step began is the step's as well. */
    void note(RunHead head, String path, Why why) {
        var turns = recordings.of(head).turns();
        if (turns.hasDiverged()) {
            return;
        }
        transactions.run(() -> divergences.note(head.id(), new Divergence(path, why)));
        turns.diverge();
        var parent = head.parent();
        if (parent != null) {
            runs.find(new RunId(head.id().tenant(), parent.run()))
                    .map(Run::head)
                    .filter(above -> above.replay() != null)
                    .ifPresent(above -> note(above, parent.step(), Why.RUN));
        }
    }

    /**
     * The run that a step began which begins a run: the one that it begins now replays that, with
     * whatever input.
     */
    Optional<Run> child(RunHead head, Effect.Act act) {
        if (head.replay() == null) {
            return Optional.empty();
        }
        var recording = recordings.of(head);
        return Stream.of(
                        recording.step(act.path(), ArgumentsHash.of(act.arguments())),
                        recording.last(act.path()))
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(take -> runs.find(new RunId(head.id().tenant(), take.call())));
    }
}

package dev.baton.run;

import dev.baton.run.Divergence.Why;
import dev.baton.run.Recording.Take;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Gives a replay what people answered in the other run. That allows nothing that acts in earnest:
 * where any step may, or one has begun to, people are asked.
 */
@Component
class ReplayedAnswers {

    private final Recordings recordings;
    private final Divergences divergences;
    private final ReplayedSteps steps;

    ReplayedAnswers(Recordings recordings, Divergences divergences, ReplayedSteps steps) {
        this.recordings = recordings;
        this.divergences = divergences;
        this.steps = steps;
    }

    /**
     * @return whether the step has its answer; where it has not, people are to be asked
     */
    boolean serve(Execution execution, Effect.Ask ask) {
        var head = execution.head();
        var replay = head.replay();
        if (replay == null || replay.after() == AfterDivergence.EXECUTE) {
            return false;
        }
        var recording = recordings.of(head);
        var take = recording.answer(ask.path(), ArgumentsHash.of(ask.arguments()));
        if (take != null && take.hasEnded() && divergences.find(head.id()).isEmpty()) {
            give(execution, ask, recording, take);
            return true;
        }
        steps.note(head, ask.path(), why(recording, ask.path(), take));
        return refuses(execution, ask, replay.after());
    }

    private static Why why(Recording recording, String path, @Nullable Take take) {
        if (take != null) {
            return Why.UNFINISHED;
        }
        return recording.wasAsked(path) ? Why.ARGUMENTS : Why.ABSENT;
    }

    private void give(Execution execution, Effect.Ask ask, Recording recording, Take take) {
        var events = recordings.end(execution.head(), take);
        if (events.getFirst() instanceof RunEvent.ApprovalAnswered answered
                && recording.turns().await(take.turn())) {
            execution.decided(
                    ask,
                    answered.approved() ? null : refusal(ask.path(), events),
                    answered.answer(),
                    ReplayedSteps.RECORDED);
            recording.turns().end(take.turn());
        }
    }

    /** What the step failed for, which follows from the answer at once. */
    private static StepError refusal(String path, List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.StepFailed.class::isInstance)
                .map(RunEvent.StepFailed.class::cast)
                .filter(failed -> failed.step().equals(path))
                .map(RunEvent.StepFailed::error)
                .findFirst()
                .orElse(ReplayedSteps.NOT_RECORDED);
    }

    /** Nobody is asked about what may not be done in any case. */
    private static boolean refuses(Execution execution, Effect.Ask ask, AfterDivergence after) {
        var mayGoOn =
                ask.action() instanceof Action.Approve
                        ? after != AfterDivergence.STOP
                        : ReplayedSteps.mayAct(execution.head(), ask.action());
        if (!mayGoOn) {
            execution.asked(ask, ReplayedSteps.NOT_RECORDED);
        }
        return !mayGoOn;
    }
}

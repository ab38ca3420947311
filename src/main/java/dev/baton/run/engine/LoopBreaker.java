package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;

import org.jspecify.annotations.Nullable;

/** Ends runs that would not end by themselves, or become more than anybody can hold. */
final class LoopBreaker {

    /** A run whose journal is longer is too much for whoever executes it or looks at it. */
    static final long MOST_LETTERS = 32_000_000;

    private final RunState state;
    private final Ending ending;

    LoopBreaker(RunState state, Ending ending) {
        this.state = state;
        this.ending = ending;
    }

    /** Whether no further step may begin, as the run became too much and has ended. */
    boolean endsAsTooMuch(String path) {
        return endsFor(tooMuch(path));
    }

    /** Whether nothing further may become part of the run, which has ended for that. */
    boolean endsAsTooLarge() {
        return endsFor(tooLarge(null));
    }

    /** Whether a step may not do the same once more, and the run has ended for that. */
    boolean endsCircle(String path, Object arguments) {
        return endsFor(circle(path, arguments));
    }

    /** Whether an event more would make it too much. */
    boolean makesTooLarge(RunEvent event) {
        return state.tally().letters() + Letters.of(event) >= MOST_LETTERS;
    }

    /** Whether a step failed because it did the same over and over. */
    static boolean isCircle(StepError error) {
        return error.code().equals("going_in_circles");
    }

    private boolean endsFor(@Nullable StepError reason) {
        if (reason != null) {
            ending.giveUp(RunStatus.FAILED, reason);
        }
        return reason != null;
    }

    private @Nullable StepError tooMuch(String path) {
        var limits = state.index().graph().limits();
        if (state.tally().counted() >= limits.steps()) {
            return new StepError(
                    "too_many_steps",
                    "The run made %d steps, as many as it may.".formatted(limits.steps()),
                    path);
        }
        return tooLarge(path);
    }

    /**
     * @param path of the step that would become part of it; null for what comes from outside
     */
    private @Nullable StepError tooLarge(@Nullable String path) {
        return state.tally().letters() < MOST_LETTERS
                ? null
                : new StepError(
                        "run_too_large",
                        "What it was given and its steps got and gave is longer than %d letters."
                                .formatted(MOST_LETTERS),
                        path);
    }

    private @Nullable StepError circle(String path, Object arguments) {
        var most = state.index().graph().limits().repeats();
        return state.repeats().of(path, arguments) < most
                ? null
                : new StepError(
                        "going_in_circles",
                        "The step was begun %d times with the same arguments.".formatted(most),
                        path);
    }
}

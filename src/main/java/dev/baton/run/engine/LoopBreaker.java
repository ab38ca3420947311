package dev.baton.run.engine;

import dev.baton.run.StepError;

import org.jspecify.annotations.Nullable;

/** Ends runs that would not end by themselves, or become more than anybody can hold. */
final class LoopBreaker {

    /** A run whose journal is longer is too much for whoever executes it or looks at it. */
    static final long MOST_LETTERS = 32_000_000;

    private final RunState state;

    LoopBreaker(RunState state) {
        this.state = state;
    }

    /** Why no further step may begin; null when it may. */
    @Nullable StepError tooMuch(String path) {
        var limits = state.index().graph().limits();
        if (state.counted() >= limits.steps()) {
            return new StepError(
                    "too_many_steps",
                    "The run made %d steps, as many as it may.".formatted(limits.steps()),
                    path);
        }
        return tooLarge(path);
    }

    /** Whether an event more would make it too much. */
    boolean makesTooLarge(RunEvent event) {
        return state.letters() + Letters.of(event) >= MOST_LETTERS;
    }

    /**
     * Why nothing further may become part of the run; null when it may.
     *
     * @param path of the step that would; null for what comes from outside
     */
    @Nullable StepError tooLarge(@Nullable String path) {
        return state.letters() < MOST_LETTERS
                ? null
                : new StepError(
                        "run_too_large",
                        "What it was given and its steps got and gave is longer than %d letters."
                                .formatted(MOST_LETTERS),
                        path);
    }

    /** Why a step may not do the same once more; null when it may. */
    @Nullable StepError circle(String path, Object arguments) {
        var most = state.index().graph().limits().repeats();
        return state.repeats(path, arguments) < most
                ? null
                : new StepError(
                        "going_in_circles",
                        "The step was begun %d times with the same arguments.".formatted(most),
                        path);
    }

    /** Whether a step failed because it did the same over and over. */
    static boolean isCircle(StepError error) {
        return error.code().equals("going_in_circles");
    }
}

package dev.baton.planner;

import dev.baton.planner.PlannedStep.Workflow;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

/** What a step may take each time it runs, and of whom. */
interface Taken {

    Taken NOTHING = new Sum(Range.ZERO, Range.ZERO);

    /** What takes time, and costs nothing. */
    static Taken time(Range millis) {
        return new Sum(Range.ZERO, millis);
    }

    Range cost();

    Range millis();

    default long tokensIn() {
        return 0;
    }

    default long tokensOut() {
        return 0;
    }

    /** Of agents. */
    default Range calls() {
        return Range.ZERO;
    }

    default boolean fromHistory() {
        return false;
    }

    default @Nullable String agent() {
        return null;
    }

    default @Nullable String capability() {
        return null;
    }

    default @Nullable String prompt() {
        return null;
    }

    default boolean isLacking() {
        return false;
    }

    default @Nullable Workflow workflow() {
        return null;
    }

    /**
     * All of it where a step runs several times.
     *
     * @param inside the step that it belongs to; null for one of the run's own
     */
    default PlannedStep planned(Step step, @Nullable String inside, Range often) {
        return new PlannedStep(
                step.id(),
                step.title(),
                step.action().kind(),
                agent(),
                capability(),
                step.after(),
                inside,
                tokensIn() * often.likely(),
                tokensOut() * often.likely(),
                cost().times(often),
                millis(),
                calls().times(often),
                fromHistory(),
                prompt(),
                isLacking(),
                workflow());
    }

    /** With what follows it. */
    default Taken then(Taken next) {
        return new Sum(cost().plus(next.cost()), millis().plus(next.millis()));
    }

    /** Where it may not happen at all. */
    default Taken orNone() {
        return new Sum(cost().orNone(), millis().orNone());
    }

    /** What several things come to. */
    record Sum(Range cost, Range millis) implements Taken {

        Sum times(Range cost, Range millis) {
            return new Sum(this.cost.times(cost), this.millis.times(millis));
        }
    }
}

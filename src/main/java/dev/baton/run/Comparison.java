package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * Two runs beside each other.
 *
 * @param variables at the end of each, or as they are now
 * @param different how many steps differ
 * @param total how many steps either of them has
 * @param steps some of them, those that differ first
 * @param next where the steps go on after these; null after the last
 */
public record Comparison(
        Run before,
        Run after,
        Differences input,
        Differences variables,
        Differences output,
        int different,
        int total,
        List<Pair> steps,
        @Nullable Integer next) {

    /**
     * A step of both.
     *
     * @param before null where the first run has not come to it
     * @param after null where the second one has not
     * @param differs whether it stands otherwise, acted with something else or gave something else
     */
    public record Pair(
            @Nullable StepRecord before,
            @Nullable StepRecord after,
            boolean differs,
            Differences arguments,
            Differences result) {

        /** The step as either has it. */
        public StepRecord step() {
            return after == null ? Objects.requireNonNull(before) : after;
        }
    }
}

package dev.baton.run;

import dev.baton.run.engine.Fork;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a fork would take over and what it would execute.
 *
 * @param version of the other run's state that it begins with
 * @param steps of the run itself, in the order of its graph
 * @param variables that it begins with
 * @param savedNanos what is taken over has cost, in nano-units
 */
public record ForkPreview(
        int version, List<Step> steps, Map<String, @Nullable Object> variables, long savedNanos) {

    /** Who looks must not wait until the journal of a larger run has been read. */
    public static final int MOST_VERSIONS = 10_000;

    /**
     * A step of the new run.
     *
     * @param kind of its action
     * @param part of its items or rounds that is taken over; null where it has none to go on with
     */
    public record Step(String id, String title, String kind, Fate fate, Fork.@Nullable Part part) {}

    /** What becomes of a step. */
    public enum Fate {
        /** Its result is taken over: it is neither executed nor paid again. */
        KEPT,
        /** So are some of its items or rounds. */
        PARTLY,
        /** It is executed. */
        ANEW;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those that something becomes of. */
    public List<Step> steps(Fate fate) {
        return steps.stream().filter(step -> step.fate() == fate).toList();
    }
}

package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a graph that was played, while nothing of it was carried out.
 *
 * @param stopped why it was not played to its end; null when it was
 * @param status how the run would have ended, or where it stood when it was stopped
 * @param output what it would have come to; null before its end
 * @param missing steps that it went on without
 * @param steps in the order in which they came up
 * @param startedAt of its own clock, which leaps over whatever is waited for
 */
public record Simulation(
        @Nullable Stopped stopped,
        RunStatus status,
        Map<String, Object> input,
        @Nullable Object output,
        @Nullable StepError error,
        List<String> missing,
        Map<String, @Nullable Object> variables,
        List<Played> steps,
        Asked asked,
        int attempts,
        Instant startedAt,
        Instant endedAt) {

    /** Why a simulation has no end. */
    public enum Stopped {
        /** It made more moves than are played. */
        MOVES,
        /** It took longer to play than it may. */
        TIME,
        /** What its steps got and gave is longer than is played. */
        SIZE,
        /** It waits for a signal that does not come. */
        WAITING;

        /** As the API writes it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A step that came up.
     *
     * @param origin of what it gave; null where it gave what was computed
     */
    public record Played(StepRecord step, Sample.@Nullable Origin origin) {}

    /** What it would have asked of others, attempts that fail included. */
    public record Asked(int modelCalls, int requests, int approvals, int workflows) {}

    /** By its own clock. */
    public Duration took() {
        return Duration.between(startedAt, endedAt);
    }
}

package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * When the phases of a run were, as its journal tells it. What it took over from another run is
 * that one's.
 *
 * @param steps that have begun, of those that are told
 * @param firstStepAt when the first of them began; null before
 * @param lastStepAt when the last one so far ended; null before the first end
 * @param choices of agents that were made
 * @param timedChoices those of them that were measured
 * @param choosing how long these took together
 * @param writtenAt when the last version of the state was written; null before the first
 */
public record RunPhases(
        int steps,
        @Nullable Instant firstStepAt,
        @Nullable Instant lastStepAt,
        int choices,
        int timedChoices,
        Duration choosing,
        @Nullable Instant writtenAt) {}

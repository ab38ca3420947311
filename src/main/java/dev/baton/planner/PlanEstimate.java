package dev.baton.planner;

import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run was estimated at, and what it came to.
 *
 * @param hash of the plan
 * @param template id; null where the plan came from none
 * @param cost nano-units of the tenant's currency
 * @param planningMillis that it took to make the plan; null where nobody measured
 * @param completedAt null while the run goes on
 */
public record PlanEstimate(
        String hash,
        PlanSource source,
        @Nullable String template,
        Strategy strategy,
        Range cost,
        Range millis,
        @Nullable Long planningMillis,
        Instant begunAt,
        @Nullable Instant completedAt,
        @Nullable Long actualCostNanos,
        @Nullable Long actualMillis) {

    /** Whether the cost fell into its range; empty while the run goes on. */
    public Optional<Boolean> costWasRight() {
        return Optional.ofNullable(actualCostNanos).map(cost::contains);
    }

    /** Whether the time fell into its range; empty while the run goes on. */
    public Optional<Boolean> timeWasRight() {
        return Optional.ofNullable(actualMillis).map(millis::contains);
    }
}

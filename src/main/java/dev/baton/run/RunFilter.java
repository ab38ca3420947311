package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Which runs a list shows; each null for all.
 *
 * @param from begun then or later
 * @param to begun before then
 * @param id of the only one
 * @param correlation what their starter calls the request
 * @param agent that they have asked
 * @param workflow that they execute a version of
 * @param parent of the run whose steps began them
 * @param error code that they failed with
 * @param leastCost in nano-units of the tenant's currency
 * @param leastDuration that they took, or take so far
 * @param asking true for those where people are asked to decide something now
 */
public record RunFilter(
        @Nullable RunStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID id,
        @Nullable String correlation,
        @Nullable UUID agent,
        @Nullable UUID workflow,
        @Nullable UUID parent,
        @Nullable String error,
        @Nullable Long leastCost,
        @Nullable Duration leastDuration,
        @Nullable Boolean asking) {

    public static final RunFilter ALL = new RunFilter(null, null, null);

    public RunFilter(@Nullable RunStatus status, @Nullable Instant from, @Nullable Instant to) {
        this(status, from, to, null, null, null, null, null, null, null, null, null);
    }

    /** Of one request. */
    public static RunFilter called(String correlation) {
        return new RunFilter(
                null, null, null, null, correlation, null, null, null, null, null, null, null);
    }

    /** Of versions of one workflow. */
    public static RunFilter executing(UUID workflow) {
        return new RunFilter(
                null, null, null, null, null, null, workflow, null, null, null, null, null);
    }

    /** The one of this id. */
    public static RunFilter only(UUID id) {
        return new RunFilter(null, null, null, id, null, null, null, null, null, null, null, null);
    }

    /** Of the steps of one run. */
    public static RunFilter begunBy(UUID parent) {
        return new RunFilter(
                null, null, null, null, null, null, null, parent, null, null, null, null);
    }

    RunFilter of(RunStatus other) {
        return new RunFilter(
                other,
                from,
                to,
                id,
                correlation,
                agent,
                workflow,
                parent,
                error,
                leastCost,
                leastDuration,
                asking);
    }

    /** Whether more is asked than their status and when they began. */
    public boolean isSearch() {
        return id != null
                || correlation != null
                || agent != null
                || workflow != null
                || parent != null
                || error != null
                || leastCost != null
                || leastDuration != null
                || asking != null;
    }
}

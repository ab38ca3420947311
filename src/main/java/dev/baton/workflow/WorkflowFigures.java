package dev.baton.workflow;

import dev.baton.tenant.Actor;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Implemented by modules that know what begins workflows and what comes of them, for the list of
 * those.
 */
public interface WorkflowFigures {

    /** Days that figures of runs go back. */
    int DAYS = 7;

    /** Runs of one workflow that are looked at, the newest of that time. */
    int MOST_COUNTED = 200;

    /** What can be told of a workflow. */
    enum Figure {
        /** Triggers that fire. */
        ACTIVE_TRIGGERS,
        /** Triggers that are paused or stopped. */
        RESTING_TRIGGERS,
        /** Runs that began; one more than {@link #MOST_COUNTED} where there are more. */
        RUNS,
        /** Those of them that completed. */
        COMPLETED,
        /** Those of them that completed, failed or took too long: nobody ended them. */
        ENDED,
        /** What these cost, in nano-units of the tenant's currency. */
        COST
    }

    /**
     * Each figure by workflow, in one statement for all of them; a workflow that is missing has
     * none.
     *
     * @param workflows of the tenant of whoever asks; at least one
     * @return without what they may not see
     */
    Map<Figure, Map<UUID, Long>> of(Collection<UUID> workflows, Actor by);
}

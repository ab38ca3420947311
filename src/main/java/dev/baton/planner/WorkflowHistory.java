package dev.baton.planner;

import dev.baton.workflow.WorkflowVersionId;

import java.util.Optional;

/** Implemented by the module that knows what runs of workflows came to. */
public interface WorkflowHistory {

    /**
     * What runs came to.
     *
     * @param cost nano-units of the tenant's currency
     * @param millis from their beginning to their end, waiting for people included
     */
    record Taken(Range cost, Range millis) {}

    /** Empty where too few runs of the version have completed lately. */
    Optional<Taken> of(WorkflowVersionId version);
}

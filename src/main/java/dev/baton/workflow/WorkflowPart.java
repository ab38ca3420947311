package dev.baton.workflow;

import dev.baton.tenant.Actor;

import java.util.Optional;

/**
 * Implemented by modules that have something to tell about a workflow on its page: each a part of
 * its own, in the order of the beans.
 */
public interface WorkflowPart {

    /**
     * Name of the template that shows it. Its fragment {@code part} gets what {@link #of} tells,
     * and the workflow.
     */
    String template();

    /** What is told; empty for those who may not see it. */
    Optional<Object> of(WorkflowId workflow, Actor by);
}

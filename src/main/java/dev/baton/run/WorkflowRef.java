package dev.baton.run;

import dev.baton.workflow.WorkflowVersionId;

import java.util.UUID;

/** The published version of a workflow that a run executes. */
public record WorkflowRef(UUID workflow, int version) {

    public static WorkflowRef of(WorkflowVersionId id) {
        return new WorkflowRef(id.workflowId(), id.number());
    }
}

package dev.baton.workflow;

import dev.baton.platform.problem.NotFound;

/** No such workflow, version or template in this tenant. */
public class WorkflowNotFound extends NotFound {

    public WorkflowNotFound(String what, String nameOrId) {
        super("workflow_not_found", "There is no %s %s.".formatted(what, nameOrId), nameOrId);
    }

    WorkflowNotFound(WorkflowId id) {
        this("workflow", id.value().toString());
    }

    WorkflowNotFound(WorkflowVersionId id) {
        this("version " + id.number() + " of workflow", id.workflowId().toString());
    }
}

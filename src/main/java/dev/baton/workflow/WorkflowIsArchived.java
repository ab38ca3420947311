package dev.baton.workflow;

import dev.baton.platform.problem.Conflict;

/** What is put aside is neither run nor changed. */
public class WorkflowIsArchived extends Conflict {

    public WorkflowIsArchived(String name) {
        super("workflow_archived", "The workflow " + name + " is archived.", name);
    }
}

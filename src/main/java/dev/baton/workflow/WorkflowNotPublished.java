package dev.baton.workflow;

import dev.baton.platform.problem.Conflict;

/** A draft cannot run: it may change while it does. */
public class WorkflowNotPublished extends Conflict {

    WorkflowNotPublished(String name) {
        super(
                "workflow_not_published",
                "No version of the workflow " + name + " is published.",
                name);
    }
}

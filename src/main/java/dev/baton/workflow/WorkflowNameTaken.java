package dev.baton.workflow;

import dev.baton.platform.problem.Conflict;

/** The tenant has another workflow of this name, be it archived. */
public class WorkflowNameTaken extends Conflict {

    WorkflowNameTaken(String name) {
        super("workflow_name_taken", "There is another workflow named " + name + ".", name);
    }
}

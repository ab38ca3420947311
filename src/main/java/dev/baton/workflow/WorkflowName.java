package dev.baton.workflow;

import dev.baton.platform.problem.FieldProblem;

import java.util.ArrayList;

/** What people call a workflow, and what they say of it. */
public record WorkflowName(String value, String description) {

    static final int LONGEST_NAME = 120;
    static final int LONGEST_DESCRIPTION = 500;

    public WorkflowName {
        value = value.strip();
        description = description.strip();
        var faults = new ArrayList<FieldProblem>();
        if (value.isEmpty()) {
            faults.add(new FieldProblem("name", "required", "The workflow has no name."));
        }
        if (value.length() > LONGEST_NAME) {
            faults.add(WorkflowRefused.tooLong("name", LONGEST_NAME));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            faults.add(
                    new FieldProblem("name", "invalid", "The name has letters that do not print."));
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            faults.add(WorkflowRefused.tooLong("description", LONGEST_DESCRIPTION));
        }
        if (!faults.isEmpty()) {
            throw new WorkflowRefused(faults);
        }
    }
}

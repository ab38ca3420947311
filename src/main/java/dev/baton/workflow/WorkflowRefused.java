package dev.baton.workflow;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A workflow cannot be what was asked for; the fields say which part and why. */
public class WorkflowRefused extends RuleRefused {

    public WorkflowRefused(List<FieldProblem> fields) {
        super("workflow_refused", fields.getFirst().message(), fields);
    }

    static FieldProblem tooLong(String field, int most) {
        return new FieldProblem(
                field, "too_long", "The %s is longer than %d letters.".formatted(field, most));
    }
}

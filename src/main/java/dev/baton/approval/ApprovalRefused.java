package dev.baton.approval;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** What is asked for, or said about it, breaks a rule; the fields say which. */
public class ApprovalRefused extends RuleRefused {

    ApprovalRefused(List<FieldProblem> fields) {
        super(
                "approval_refused",
                fields.getFirst().field() + ": " + fields.getFirst().message(),
                fields);
    }
}

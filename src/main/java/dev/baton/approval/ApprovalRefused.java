package dev.baton.approval;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** What is asked for, or said about it, breaks a rule; the fields say which. */
public class ApprovalRefused extends RuleRefused {

    /** Whoever asked acts with what it asked for, and nothing else. */
    static ApprovalRefused unchangeable() {
        return of("arguments", "fixed", "cannot be changed here");
    }

    public static ApprovalRefused of(String field, String code, String message) {
        return new ApprovalRefused(List.of(new FieldProblem(field, code, message)));
    }

    public ApprovalRefused(List<FieldProblem> fields) {
        super(
                "approval_refused",
                fields.getFirst().field() + ": " + fields.getFirst().message(),
                fields);
    }
}

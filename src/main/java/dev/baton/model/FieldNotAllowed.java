package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The request names where the call goes or who pays for it; only the connection decides that. */
public class FieldNotAllowed extends RuleRefused {

    FieldNotAllowed(String field) {
        super(
                "field_not_allowed",
                "The field " + field + " would redirect the call.",
                List.of(
                        new FieldProblem(
                                field,
                                "not_allowed",
                                "Address and credentials come from the connection alone.")));
    }
}

package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A field of the request has a value that no provider could serve. */
public class InvalidField extends RuleRefused {

    public InvalidField(String field, String code, String message) {
        super(
                "invalid_field",
                field + ": " + message,
                List.of(new FieldProblem(field, code, message)));
    }
}

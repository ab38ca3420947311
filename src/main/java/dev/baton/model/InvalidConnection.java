package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The settings of a connection cannot be; the field says which and why. */
public class InvalidConnection extends RuleRefused {

    public InvalidConnection(String field, String code, String message) {
        super(
                "invalid_connection",
                field + ": " + message,
                List.of(new FieldProblem(field, code, message)));
    }
}

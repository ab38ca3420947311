package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A model or a price cannot be listed like this; the field says why. */
public class InvalidModel extends RuleRefused {

    public InvalidModel(String field, String code, String message) {
        super(
                "invalid_model",
                field + ": " + message,
                List.of(new FieldProblem(field, code, message)));
    }
}

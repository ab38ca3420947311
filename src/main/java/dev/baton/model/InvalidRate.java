package dev.baton.model;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** An exchange rate cannot be like this; the field says why. */
public class InvalidRate extends RuleRefused {

    InvalidRate(String field, String code, String message) {
        super(
                "invalid_rate",
                field + ": " + message,
                List.of(new FieldProblem(field, code, message)));
    }
}

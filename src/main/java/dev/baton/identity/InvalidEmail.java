package dev.baton.identity;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The text cannot be an e-mail address. */
public class InvalidEmail extends RuleRefused {

    InvalidEmail() {
        super(
                "invalid_email",
                "Not an e-mail address.",
                List.of(new FieldProblem("email", "invalid_email", "name@example.org")));
    }
}

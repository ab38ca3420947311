package dev.baton.identity;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The current password, asked for again before a change, is not the right one. */
public class WrongPassword extends RuleRefused {

    WrongPassword() {
        super(
                "wrong_password",
                "The current password is not the right one.",
                List.of(new FieldProblem("current", "wrong_password", "Not your password.")));
    }
}

package dev.baton.identity;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The password is one that would be guessed; the code of its field says why. */
public class PasswordRefused extends RuleRefused {

    PasswordRefused(String reason) {
        super(
                "password_refused",
                "This password is refused: " + reason + ".",
                List.of(new FieldProblem("password", reason, "See the rules for passwords.")));
    }
}

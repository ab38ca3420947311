package dev.baton.run;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** The tenant's texts are sealed, so nobody can look for words in them. */
public class InputsSealed extends RuleRefused {

    InputsSealed() {
        super(
                "inputs_sealed",
                "input: the texts of this tenant are sealed, so inputs cannot be searched.",
                List.of(new FieldProblem("input", "sealed", "texts are sealed")));
    }
}

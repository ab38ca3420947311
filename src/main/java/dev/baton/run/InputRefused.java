package dev.baton.run;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** A run's input does not fit the schema of its graph; the fields are JSON pointers into it. */
public class InputRefused extends RuleRefused {

    InputRefused(List<FieldProblem> findings) {
        super("input_refused", "The input does not fit the schema of the graph.", findings);
    }
}

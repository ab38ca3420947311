package dev.baton.run;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.Collection;
import java.util.List;

/** A graph changes steps whose results are to be taken over. */
public class StepsDone extends RuleRefused {

    StepsDone(Collection<String> steps) {
        super(
                "steps_done",
                "These steps are done and must stay as they are: %s."
                        .formatted(String.join(", ", steps)),
                List.of(String.join(", ", steps)),
                List.of(
                        new FieldProblem(
                                "graph",
                                "steps_done",
                                "steps that are not executed again stay as they are")));
    }
}

package dev.baton.planner;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** What is to be planned is no text, or too long a one. */
public class PlanTextInvalid extends RuleRefused {

    public static final int LONGEST = 20_000;

    PlanTextInvalid() {
        super(
                "plan_text_invalid",
                "A task is a text of 1 to %d characters.".formatted(LONGEST),
                List.of(String.valueOf(LONGEST)),
                List.of(
                        new FieldProblem(
                                "task",
                                "plan_text_invalid",
                                "1 to %d characters.".formatted(LONGEST))));
    }
}

package dev.baton.trigger;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A trigger, or what is wanted of one, breaks a rule; the field says which. */
public class TriggerRefused extends RuleRefused {

    public TriggerRefused(String field, String code, String message) {
        super(
                "trigger_refused",
                field + ": " + message + ".",
                List.of(new FieldProblem(field, code, message)));
    }
}

package dev.baton.state;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A record or a lock cannot be as it is wanted; the field says which rule refuses it. */
public class StateRefused extends RuleRefused {

    public StateRefused(FieldProblem field) {
        super("state_refused", field.field() + ": " + field.message(), List.of(field));
    }
}

package dev.baton.console.views;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;

/** A view without a proper name, or of something that is no list. */
public class ViewRefused extends RuleRefused {

    ViewRefused(List<FieldProblem> fields) {
        super("view_refused", "The view cannot be saved like this.", fields);
    }
}

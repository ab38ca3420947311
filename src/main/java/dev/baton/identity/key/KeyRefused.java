package dev.baton.identity.key;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A key like this cannot be issued; the fields say why. */
public class KeyRefused extends RuleRefused {

    KeyRefused(List<FieldProblem> fields) {
        super("key_refused", "This key cannot be issued.", fields);
    }
}

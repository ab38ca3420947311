package dev.baton.console.views;

import dev.baton.platform.problem.RuleRefused;

/** A person has as many saved views as they can have. */
public class TooManyViews extends RuleRefused {

    TooManyViews(int most) {
        super("too_many_views", "A person saves at most " + most + " views in a tenant.", most);
    }
}

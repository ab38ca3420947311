package dev.baton.webhook;

import dev.baton.platform.problem.RuleRefused;

/** The tenant has as many endpoints as it may. */
public class TooManyEndpoints extends RuleRefused {

    TooManyEndpoints(int most) {
        super("too_many_webhooks", "A tenant has at most " + most + " endpoints.", most);
    }
}

package dev.baton.agent;

import dev.baton.platform.problem.RuleRefused;

/** A tenant has as many agents as every instance can keep in memory. */
public class TooManyAgents extends RuleRefused {

    static final int MOST = 1_000;

    TooManyAgents() {
        super("too_many_agents", "A tenant has at most " + MOST + " agents.", String.valueOf(MOST));
    }
}

package dev.baton.agent;

import dev.baton.platform.problem.RuleRefused;

/** Only agents of the platform can be shared; a tenant's agents are its own. */
public class AgentStaysPrivate extends RuleRefused {

    AgentStaysPrivate(String name) {
        super(
                "agent_private",
                "The agent " + name + " belongs to one tenant and stays there.",
                name);
    }
}

package dev.baton.agent;

import dev.baton.platform.problem.Denied;

/** A shared agent can be used, but only its owner changes it. */
public class SharedAgentStays extends Denied {

    SharedAgentStays(String name) {
        super(
                "agent_shared",
                "The agent " + name + " is shared by the platform and changed there.",
                name);
    }
}

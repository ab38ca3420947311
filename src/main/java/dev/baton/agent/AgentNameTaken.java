package dev.baton.agent;

import dev.baton.platform.problem.Conflict;

/** The owner has another agent of this name. */
public class AgentNameTaken extends Conflict {

    AgentNameTaken(String name) {
        super("agent_name_taken", "There is another agent named " + name + ".", name);
    }
}

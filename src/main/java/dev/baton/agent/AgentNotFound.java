package dev.baton.agent;

import dev.baton.platform.problem.NotFound;

/** No such agent, or not one that the tenant may use. */
public class AgentNotFound extends NotFound {

    public AgentNotFound(String nameOrId) {
        super("agent_not_found", "There is no agent " + nameOrId + ".", nameOrId);
    }

    AgentNotFound(AgentId id) {
        this(id.value().toString());
    }
}

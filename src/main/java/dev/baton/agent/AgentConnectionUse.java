package dev.baton.agent;

import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionUse;
import dev.baton.model.ConnectionUser;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.List;

/** Tells the page of a connection which agents call through it. */
@Component
class AgentConnectionUse implements ConnectionUser {

    private final Agents agents;

    AgentConnectionUse(Agents agents) {
        this.agents = agents;
    }

    @Override
    public List<ConnectionUse> usesOf(TenantId holder, ConnectionId connection) {
        return agents.findByConnection(holder, connection.value()).stream()
                .map(agent -> new ConnectionUse(agent.name(), "/agents/" + agent.id().value()))
                .toList();
    }
}

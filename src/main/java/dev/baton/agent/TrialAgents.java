package dev.baton.agent;

import dev.baton.prompt.TrialAgent;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.List;

/** The agents with which a tenant may try its own templates: they ask their model with them. */
@Component
public class TrialAgents {

    private final AgentRegistry agents;
    private final AgentKinds kinds;

    TrialAgents(AgentRegistry agents, AgentKinds kinds) {
        this.agents = agents;
        this.kinds = kinds;
    }

    /** In order of name. */
    public List<TrialAgent> of(TenantId tenant) {
        return agents.usableBy(tenant).stream()
                .filter(agent -> agent.isEnabled() && takesRendered(agent, tenant))
                .map(
                        agent ->
                                new TrialAgent(
                                        agent.id().value(),
                                        agent.name(),
                                        kinds.shownConfiguration(agent).path("model").asString("")))
                .toList();
    }

    /** One of them by id. */
    public Agent get(TenantId tenant, String id) {
        return agents.find(tenant, id)
                .filter(agent -> takesRendered(agent, tenant))
                .orElseThrow(() -> new AgentNotFound(id));
    }

    private boolean takesRendered(Agent agent, TenantId tenant) {
        return kinds.of(agent).takesRendered(agent, tenant);
    }
}

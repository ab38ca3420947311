package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.workflow.KnownAgents;

import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.Optional;
import java.util.TreeSet;

/** Tells graphs which agents there are: planning stands between the two. From memory. */
@Component
class AgentsForGraphs implements KnownAgents {

    private final AgentRegistry registry;

    AgentsForGraphs(AgentRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Optional<Agents> of(Actor by) {
        if (!by.may(Permission.AGENTS_READ)) {
            return Optional.empty();
        }
        var names = new TreeSet<String>();
        var ids = new HashSet<String>();
        var capabilities = new TreeSet<String>();
        for (Agent agent : registry.usableBy(by.tenant())) {
            names.add(agent.name());
            ids.add(agent.id().value().toString());
            capabilities.addAll(agent.capabilities());
        }
        return Optional.of(new Agents(names, ids, capabilities));
    }
}

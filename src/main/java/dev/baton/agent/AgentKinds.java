package dev.baton.agent;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of agents there are. */
@Component
public class AgentKinds {

    private final Map<String, AgentKind> kinds = new TreeMap<>();

    AgentKinds(List<AgentKind> kinds) {
        for (var kind : kinds) {
            if (this.kinds.put(kind.name(), kind) != null) {
                throw new IllegalStateException("Two kinds of agents are named " + kind.name());
            }
        }
    }

    /** An agent's kind. */
    public AgentKind of(Agent agent) {
        return find(agent.kind())
                .orElseThrow(() -> new IllegalStateException("No kind " + agent.kind()));
    }

    public Optional<AgentKind> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /** In order of name. */
    public Collection<AgentKind> all() {
        return kinds.values();
    }

    /** An agent's configuration as its owner may read it. */
    public ObjectNode shownConfiguration(Agent agent) {
        return of(agent).shown(agent.configuration());
    }
}

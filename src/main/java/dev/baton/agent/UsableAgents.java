package dev.baton.agent;

import dev.baton.tenant.TenantId;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents that one tenant may use. Of two with one name, its own wins. */
final class UsableAgents {

    private final List<Agent> agents;
    private final Map<String, Agent> byNameOrId = new HashMap<>();

    UsableAgents(TenantId tenant, List<Agent> agents) {
        this.agents =
                agents.stream()
                        .sorted(
                                Comparator.comparing(Agent::name)
                                        .thenComparing(agent -> agent.id().value().toString()))
                        .toList();
        for (var agent : this.agents) {
            byNameOrId.put(agent.id().value().toString(), agent);
            byNameOrId.merge(
                    agent.name(), agent, (one, other) -> one.owner().equals(tenant) ? one : other);
        }
    }

    /** In order of name. */
    List<Agent> all() {
        return agents;
    }

    Optional<Agent> find(String nameOrId) {
        return Optional.ofNullable(byNameOrId.get(nameOrId));
    }
}

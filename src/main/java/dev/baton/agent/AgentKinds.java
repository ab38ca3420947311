package dev.baton.agent;

import dev.baton.platform.Sha256;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.platform.json.JsonValues;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

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

    /**
     * Changes with whatever decides what an agent would do with the same question: its
     * configuration, and the version of its template. SHA-256 in hex.
     */
    public String definition(Agent agent) {
        return definition(agent, of(agent).promptVersion(agent));
    }

    /**
     * @param promptVersion that is rendered
     */
    public static String definition(Agent agent, Optional<UUID> promptVersion) {
        return Sha256.hex(
                CanonicalJson.write(
                        Map.of(
                                "id",
                                agent.id().value().toString(),
                                "kind",
                                agent.kind(),
                                "configuration",
                                JsonValues.value(agent.configuration().toString()),
                                "prompt_version",
                                promptVersion.map(UUID::toString).orElse(""))));
    }

    /** An agent's configuration as its owner may read it. */
    public ObjectNode shownConfiguration(Agent agent) {
        return of(agent).shown(agent.configuration());
    }
}

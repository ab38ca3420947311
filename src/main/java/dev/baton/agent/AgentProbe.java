package dev.baton.agent;

import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Tries whether an agent could answer the way somebody wants to configure it; nothing is saved. */
@Service
public class AgentProbe {

    private final Agents agents;
    private final AgentKinds kinds;
    private final Clock clock;

    AgentProbe(Agents agents, AgentKinds kinds, Clock clock) {
        this.agents = agents;
        this.kinds = kinds;
        this.clock = clock;
    }

    /**
     * Asks at once and waits some seconds at most.
     *
     * @param edited whose secrets count where none are given; null for a new agent
     * @throws AgentRefused when the configuration itself is wrong
     */
    @Requires(Permission.AGENTS_WRITE)
    public AgentCondition probe(
            String kindName, ObjectNode configuration, @Nullable UUID edited, Actor by) {
        var kind =
                kinds.find(kindName)
                        .orElseThrow(() -> new IllegalArgumentException("No kind " + kindName));
        var id = new AgentId(by.tenant(), edited == null ? Ids.next() : edited);
        var current = edited == null ? null : configuration(id, kind);
        return kind.check(
                new Agent(
                        id,
                        kind.name(),
                        AgentSettings.named("probe"),
                        kind.configure(id, configuration, current),
                        true,
                        clock.instant()));
    }

    private ObjectNode configuration(AgentId id, AgentKind kind) {
        return agents.findById(id)
                .filter(agent -> agent.kind().equals(kind.name()))
                .orElseThrow(() -> new AgentNotFound(id))
                .configuration();
    }
}

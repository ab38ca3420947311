package dev.baton.agent;

import dev.baton.decision.KnownAgents;
import dev.baton.tenant.TenantId;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells which agents there still are; from memory. */
@Component
class AgentsThatAre implements KnownAgents {

    private final AgentRegistry registry;

    AgentsThatAre(AgentRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Set<UUID> of(TenantId tenant) {
        return registry.usableBy(tenant).stream()
                .map(agent -> agent.id().value())
                .collect(Collectors.toSet());
    }
}

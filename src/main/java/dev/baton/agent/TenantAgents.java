package dev.baton.agent;

import dev.baton.identity.TenantFigures;
import dev.baton.identity.TenantList;
import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the operator's list of tenants how many agents each of them has. */
@Component
class TenantAgents implements TenantFigures {

    private final Agents agents;

    TenantAgents(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Map<Figure, Map<TenantId, Long>> of(Collection<TenantList.Row> tenants) {
        var counts = agents.countByTenants(tenants.stream().map(it -> it.id().value()).toList());
        return Map.of(
                Figure.AGENTS,
                counts.stream()
                        .collect(Collectors.toMap(it -> new TenantId(it.of()), AgentCount::agents)));
    }
}

package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;

/** Reads agents for this instance's memory, in short transactions of its own. */
@Service
@Transactional(readOnly = true)
class AgentStore {

    private final Agents agents;

    AgentStore(Agents agents) {
        this.agents = agents;
    }

    UsableAgents usableBy(TenantId tenant) {
        return new UsableAgents(tenant, agents.findUsableBy(tenant));
    }

    List<Agent> enabledAcrossTenants(Collection<String> kinds) {
        return kinds.isEmpty() ? List.of() : agents.findEnabledAcrossTenants(kinds);
    }
}

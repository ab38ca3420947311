package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

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

    /** Whether it is one of the tenant's own; shared ones are not looked for. */
    boolean owns(TenantId tenant, String nameOrId) {
        if (!AgentSettings.mayBeNamed(nameOrId)) {
            return false;
        }
        return AgentSettings.isId(nameOrId)
                ? agents.findById(new AgentId(tenant, UUID.fromString(nameOrId))).isPresent()
                : agents.findIdByName(tenant, nameOrId).isPresent();
    }

    List<Agent> enabledAcrossTenants(Collection<String> kinds) {
        return kinds.isEmpty() ? List.of() : agents.findEnabledAcrossTenants(kinds);
    }
}

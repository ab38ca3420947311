package dev.baton.agent;

import dev.baton.tenant.TenantId;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import java.time.Instant;
import java.util.UUID;

/** That a tenant may use an agent, its own ones included. */
@Entity
@Table(name = "agent_grant")
class AgentGrant {

    @EmbeddedId private AgentGrantId id;
    private UUID ownerTenantId;
    private String grantedBy;
    private Instant grantedAt;

    @SuppressWarnings("NullAway.Init")
    protected AgentGrant() {}

    AgentGrant(TenantId tenant, AgentId agent, String by, Instant now) {
        this.id = new AgentGrantId(tenant, agent.value());
        this.ownerTenantId = agent.tenant().value();
        this.grantedBy = by;
        this.grantedAt = now;
    }

    TenantId tenant() {
        return id.tenant();
    }

    AgentId agent() {
        return new AgentId(new TenantId(ownerTenantId), id.agent());
    }
}

package dev.baton.agent;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/** Which tenant may use which agent. */
@Embeddable
record AgentGrantId(TenantId tenant, @Column(name = "agent_id") UUID agent)
        implements TenantScoped, Serializable {}

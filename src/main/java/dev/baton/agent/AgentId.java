package dev.baton.agent;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/** An agent; its tenant is the owner, the platform's for shared ones. */
@Embeddable
public record AgentId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

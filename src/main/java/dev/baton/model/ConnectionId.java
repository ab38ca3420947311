package dev.baton.model;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** A connection to a provider; its tenant is the owner, the platform's for shared ones. */
@Embeddable
public record ConnectionId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

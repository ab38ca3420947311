package dev.baton.webhook;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** A webhook endpoint of a tenant. */
@Embeddable
public record EndpointId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

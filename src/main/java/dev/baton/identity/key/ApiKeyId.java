package dev.baton.identity.key;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/**
 * An API key of a tenant.
 *
 * @param value also the {@code jti} of its token
 */
@Embeddable
public record ApiKeyId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

package dev.baton.identity;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/** An invitation of a tenant. */
@Embeddable
public record InvitationId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {

    @Override
    public String toString() {
        return value.toString();
    }
}

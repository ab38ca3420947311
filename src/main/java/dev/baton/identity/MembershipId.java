package dev.baton.identity;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Embeddable;

import java.io.Serializable;

/** A person in a tenant. */
@Embeddable
public record MembershipId(TenantId tenant, AccountId account)
        implements TenantScoped, Serializable {}

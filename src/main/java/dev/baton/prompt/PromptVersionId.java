package dev.baton.prompt;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/** One version of a prompt template; what it names never changes. */
@Embeddable
public record PromptVersionId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

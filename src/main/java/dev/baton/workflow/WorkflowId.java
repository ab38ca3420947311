package dev.baton.workflow;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import java.io.Serializable;
import java.util.UUID;

/** A workflow, whatever its versions. */
@Embeddable
public record WorkflowId(TenantId tenant, @Column(name = "id") UUID value)
        implements TenantScoped, Serializable {}

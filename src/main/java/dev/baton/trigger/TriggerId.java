package dev.baton.trigger;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import java.util.UUID;

/** A trigger of a tenant. */
public record TriggerId(TenantId tenant, UUID value) implements TenantScoped {}

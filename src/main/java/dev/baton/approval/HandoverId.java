package dev.baton.approval;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import java.util.UUID;

/** Somebody's approvals in somebody else's hands. */
public record HandoverId(TenantId tenant, UUID value) implements TenantScoped {}

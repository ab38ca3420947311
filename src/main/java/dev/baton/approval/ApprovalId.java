package dev.baton.approval;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

import java.util.UUID;

/**
 * Something that waits for people, or did.
 *
 * @param value version 7 UUID, given by whoever asks
 */
public record ApprovalId(TenantId tenant, UUID value) implements TenantScoped {}

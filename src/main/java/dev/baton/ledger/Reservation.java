package dev.baton.ledger;

import dev.baton.tenant.TenantId;

/**
 * Money set aside for one call. It ends by a settlement in the group commit, or by {@link
 * Budgets#release} when the call never went out.
 *
 * @param period month of the tenant's calendar, {@code 2026-11}
 * @param nanos the worst case
 */
public record Reservation(TenantId tenant, String period, long nanos) {}

package dev.baton.identity.web;

import dev.baton.identity.TenantList;
import dev.baton.platform.NanoUnits;

import org.jspecify.annotations.Nullable;

/**
 * A tenant as the operator's list shows it; its figures are null while nobody can tell them.
 *
 * @param calls of the last 24 hours
 * @param spentNanos in its present month
 */
record TenantRow(
        TenantList.Row tenant,
        @Nullable Long agents,
        @Nullable Long calls,
        @Nullable Long spentNanos) {

    /** In units of its currency, as files have it. */
    @Nullable String spent() {
        return spentNanos == null ? null : NanoUnits.text(spentNanos);
    }
}

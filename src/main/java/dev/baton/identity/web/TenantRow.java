package dev.baton.identity.web;

import dev.baton.identity.TenantList;
import java.math.BigDecimal;
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

    private static final int NANO_DIGITS = 9;

    /** In units of its currency, as files have it. */
    @Nullable String spent() {
        if (spentNanos == null) {
            return null;
        }
        var plain = BigDecimal.valueOf(spentNanos, NANO_DIGITS).stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}

package dev.baton.ledger;

import java.util.OptionalLong;

/**
 * A month's money of one tenant, as the database has it.
 *
 * @param period {@code 2026-11}
 * @param limitNanos empty for no limit
 * @param spentNanos settled so far, by all instances
 * @param reservedNanos granted to instances and not yet spent
 */
public record BudgetPeriod(
        String period, OptionalLong limitNanos, long spentNanos, long reservedNanos) {

    /** Left to grant; {@link Long#MAX_VALUE} without a limit. */
    public long leftNanos() {
        return limitNanos.isEmpty()
                ? Long.MAX_VALUE
                : limitNanos.getAsLong() - spentNanos - reservedNanos;
    }
}

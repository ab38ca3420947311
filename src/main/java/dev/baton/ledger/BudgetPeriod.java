package dev.baton.ledger;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;

/**
 * A month's money of one tenant, as the database has it.
 *
 * @param period {@code 2026-11}
 * @param spentNanos settled so far, by all instances
 * @param reservedNanos granted to instances and not yet spent
 */
public record BudgetPeriod(
        String period, BudgetLimits limits, long spentNanos, long reservedNanos) {

    /** Shares of the limit that are told when they are reached, in per cent. */
    public static final List<Integer> THRESHOLDS = List.of(50, 80, 100);

    /** From here on a month whose rest does not cover a call any more counts as spent. */
    private static final int NEARLY_SPENT = 90;

    /** The limit that counts; empty for none. */
    public OptionalLong limitNanos() {
        return limits.lowerNanos();
    }

    /** Left to grant; {@link Long#MAX_VALUE} without a limit, below zero after it was lowered. */
    public long leftNanos() {
        return limitNanos().isEmpty()
                ? Long.MAX_VALUE
                : limitNanos().getAsLong() - spentNanos - reservedNanos;
    }

    /** In rising order; none without a limit, nor where nothing may be spent at all. */
    List<Integer> thresholdsReached() {
        var limit = limitNanos().orElse(0);
        return limit == 0
                ? List.of()
                : THRESHOLDS.stream().filter(percent -> isReached(percent, limit)).toList();
    }

    /**
     * The same after a call was refused. Calls are refused for their worst case, so that a month hardly
     * ever ends at 100 %: the last threshold is reached too when almost all is spent and the rest does
     * not cover the call, even if nothing that is reserved were used.
     */
    List<Integer> thresholdsReached(long refusedNanos) {
        var limit = limitNanos().orElse(0);
        return limit > 0 && isReached(NEARLY_SPENT, limit) && limit - spentNanos < refusedNanos
                ? THRESHOLDS
                : thresholdsReached();
    }

    private boolean isReached(int percent, long limit) {
        var spent = BigInteger.valueOf(spentNanos).multiply(BigInteger.valueOf(100));
        return spent.compareTo(BigInteger.valueOf(limit).multiply(BigInteger.valueOf(percent)))
                >= 0;
    }
}

package dev.baton.ledger.web;

import dev.baton.ledger.BudgetPeriod;
import dev.baton.ledger.Money;
import dev.baton.platform.web.chart.Meter;
import java.time.YearMonth;

/**
 * A month's budget as pages show it.
 *
 * @param leftNanos never below zero, although a limit can be lowered below what is spent
 */
record BudgetView(
        YearMonth period,
        String currency,
        boolean limited,
        long limitNanos,
        long spentNanos,
        long reservedNanos,
        long leftNanos) {

    static BudgetView of(BudgetPeriod month, String currency) {
        return new BudgetView(
                YearMonth.parse(month.period()),
                currency,
                month.limitNanos().isPresent(),
                month.limitNanos().orElse(0),
                month.spentNanos(),
                Math.max(0, month.reservedNanos()),
                Math.max(0, month.leftNanos()));
    }

    /** The meter, told by the given sentence. */
    public Meter meter(String told) {
        return new Meter(told, units(spentNanos), units(reservedNanos), units(limitNanos));
    }

    private static double units(long nanos) {
        return (double) nanos / Money.NANOS_PER_UNIT;
    }
}

package dev.baton.ledger;

import dev.baton.platform.NanoUnits;

import java.math.BigDecimal;

/**
 * An amount in nano-units: billionths of the currency's unit, exact where a call costs less than a
 * cent.
 *
 * @param currency ISO 4217
 */
public record Money(long nanos, String currency) {

    public static final long NANOS_PER_UNIT = 1_000_000_000L;

    /** The amount in units, without rounding: {@code 0.000000015}. */
    public BigDecimal amount() {
        return NanoUnits.amount(nanos);
    }

    /** Plain decimal text without needless zeros, for the API. */
    public String text() {
        return NanoUnits.text(nanos);
    }
}

package dev.baton.platform;

import java.math.BigDecimal;

/** Amounts in billionths of a unit, as numbers of whole units. */
public final class NanoUnits {

    private static final int DIGITS = 9;
    private static final int LEAST_DECIMALS = 2;

    private NanoUnits() {}

    /** Without rounding: {@code 0.000000015}. */
    public static BigDecimal amount(long nanos) {
        return BigDecimal.valueOf(nanos, DIGITS);
    }

    /** Plain decimal text with two decimals or as many as it takes: {@code 1.50}. */
    public static String text(long nanos) {
        var plain = amount(nanos).stripTrailingZeros();
        return (plain.scale() < LEAST_DECIMALS ? plain.setScale(LEAST_DECIMALS) : plain)
                .toPlainString();
    }
}

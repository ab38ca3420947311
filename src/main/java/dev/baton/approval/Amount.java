package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much is agreed to: never negative, to a millionth.
 *
 * @param unit a currency, or whatever it is counted in; empty where nobody has said
 */
public record Amount(BigDecimal value, String unit) {

    public static final BigDecimal LARGEST = new BigDecimal("1000000000000000");
    private static final int DIGITS = 6;

    public Amount {
        value = exact(value);
    }

    /**
     * @param value as an expression yields it
     * @throws AmountInvalid when it is no number from 0 to {@link #LARGEST}
     */
    public static Amount of(@Nullable Object value, String unit) {
        var number =
                switch (value) {
                    case Long whole -> BigDecimal.valueOf(whole);
                    case Double some when Double.isFinite(some) -> BigDecimal.valueOf(some);
                    case null -> throw new AmountInvalid("There is no amount: it is null.");
                    default -> throw new AmountInvalid("The amount is no number.");
                };
        if (number.signum() < 0) {
            throw new AmountInvalid("The amount is negative.");
        }
        if (number.compareTo(LARGEST) > 0) {
            throw new AmountInvalid("The amount is above " + LARGEST.toPlainString() + ".");
        }
        return new Amount(number, unit);
    }

    /** Without digits that say nothing, so that what is the same is alike. */
    static BigDecimal exact(BigDecimal number) {
        var rounded = number.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** For a sentence: {@code 500 EUR}. */
    String told(BigDecimal number) {
        return unit.isEmpty() ? number.toPlainString() : number.toPlainString() + " " + unit;
    }
}

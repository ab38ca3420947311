package dev.baton.model.demo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Between what a schema wants a number to be. A bound that is out of all proportion is left out of
 * account: exact arithmetic with 1e600000000 has no end.
 *
 * @param step the number must be a multiple of it; null for any
 */
record Bounds(
        @Nullable BigDecimal low,
        boolean aboveLow,
        @Nullable BigDecimal high,
        boolean belowHigh,
        @Nullable BigDecimal step) {

    private static final int MOST_DIGITS = 100;

    static Bounds of(JsonNode schema, boolean whole) {
        var minimum = decimal(schema.path("minimum"));
        var above = decimal(schema.path("exclusiveMinimum"));
        var maximum = decimal(schema.path("maximum"));
        var below = decimal(schema.path("exclusiveMaximum"));
        var strictLow = above != null && (minimum == null || above.compareTo(minimum) >= 0);
        var strictHigh = below != null && (maximum == null || below.compareTo(maximum) <= 0);
        return new Bounds(
                strictLow ? above : minimum,
                strictLow,
                strictHigh ? below : maximum,
                strictHigh,
                step(positive(decimal(schema.path("multipleOf"))), whole));
    }

    boolean contain(BigDecimal number) {
        return (low == null || number.compareTo(low) >= (aboveLow ? 1 : 0))
                && (high == null || number.compareTo(high) <= (belowHigh ? -1 : 0))
                && (step == null || number.remainder(step).signum() == 0);
    }

    /** A number between the bounds, one if that fits. */
    BigDecimal any() {
        if (contain(BigDecimal.ONE)) {
            return BigDecimal.ONE;
        }
        return step == null ? anyFraction() : anyMultiple(step);
    }

    /** The one after it, for lists whose items must differ. */
    BigDecimal after(BigDecimal number) {
        var next = number.add(step == null ? new BigDecimal("0.001") : step);
        return contain(next) ? next : number;
    }

    private BigDecimal anyMultiple(BigDecimal step) {
        if (low != null) {
            var multiple = low.divide(step, 0, RoundingMode.CEILING).multiply(step);
            return contain(multiple) ? multiple : multiple.add(step);
        }
        if (high != null) {
            var multiple = high.divide(step, 0, RoundingMode.FLOOR).multiply(step);
            return contain(multiple) ? multiple : multiple.subtract(step);
        }
        return step;
    }

    private BigDecimal anyFraction() {
        if (low != null && high != null) {
            return low.add(high).divide(BigDecimal.TWO);
        }
        if (low != null) {
            return low.add(BigDecimal.ONE);
        }
        return high == null ? BigDecimal.ONE : high.subtract(BigDecimal.ONE);
    }

    private static @Nullable BigDecimal step(@Nullable BigDecimal multiple, boolean whole) {
        if (!whole) {
            return multiple;
        }
        if (multiple == null) {
            return BigDecimal.ONE;
        }
        // The first multiple that is whole: 0.25 counts in ones, 1.5 in threes.
        var digits = multiple.setScale(Math.max(0, multiple.scale()));
        var unit = BigInteger.TEN.pow(digits.scale());
        return new BigDecimal(digits.unscaledValue().divide(digits.unscaledValue().gcd(unit)));
    }

    private static @Nullable BigDecimal positive(@Nullable BigDecimal number) {
        return number == null || number.signum() <= 0 ? null : number;
    }

    /** The number, unless there is none or it has too many digits to count with. */
    static @Nullable BigDecimal decimal(JsonNode node) {
        return node.decimalValueOpt().filter(Bounds::isOfUse).orElse(null);
    }

    private static boolean isOfUse(BigDecimal number) {
        return number.precision() <= MOST_DIGITS
                && Math.abs((long) number.scale()) <= MOST_DIGITS;
    }
}

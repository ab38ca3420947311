package dev.baton.model.demo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Between what a schema wants a number to be.
 *
 * @param step the number must be a multiple of it; null for any
 */
record Bounds(
        @Nullable BigDecimal low,
        boolean aboveLow,
        @Nullable BigDecimal high,
        boolean belowHigh,
        @Nullable BigDecimal step) {

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
        var step = multiple;
        for (var i = 2; step.stripTrailingZeros().scale() > 0 && i <= 1_000; i++) {
            step = multiple.multiply(BigDecimal.valueOf(i));
        }
        return step;
    }

    private static @Nullable BigDecimal positive(@Nullable BigDecimal number) {
        return number == null || number.signum() <= 0 ? null : number;
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }
}

package dev.baton.model.api;

import java.math.BigDecimal;

/** Decimal numbers as JSON shows them: without zeros that say nothing, and without exponents. */
final class Decimals {

    private static final int NANO_DIGITS = 9;

    private Decimals() {}

    static BigDecimal ofNanos(long nanos) {
        return plain(BigDecimal.valueOf(nanos, NANO_DIGITS));
    }

    static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

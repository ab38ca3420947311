package dev.baton.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one US dollar is worth from a date on.
 *
 * @param rate units of the currency for one dollar
 */
public record ExchangeRate(String currency, Instant effectiveFrom, BigDecimal rate) {

    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("A rate is positive");
        }
    }
}

package dev.baton.model.api;

import dev.baton.model.Price;

import java.math.BigDecimal;
import java.time.Instant;

/** What a model costs from a date on, in units of the currency for a million tokens. */
record PriceJson(
        String currency,
        Instant effectiveFrom,
        BigDecimal input,
        BigDecimal cachedInput,
        BigDecimal cacheWrites,
        BigDecimal output) {

    static PriceJson of(Price price) {
        return new PriceJson(
                price.currency(),
                price.effectiveFrom(),
                Decimals.ofNanos(price.input()),
                Decimals.ofNanos(price.cachedInput()),
                Decimals.ofNanos(price.cacheWrites()),
                Decimals.ofNanos(price.output()));
    }
}

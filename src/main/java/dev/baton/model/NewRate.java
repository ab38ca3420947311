package dev.baton.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * An exchange rate as an operator writes it.
 *
 * @param effectiveFrom null for now
 * @param rate units of the currency for one US dollar
 */
public record NewRate(
        @Nullable String currency, @Nullable Instant effectiveFrom, @Nullable BigDecimal rate) {

    private static final int DECIMALS = 9;
    private static final BigDecimal MOST = new BigDecimal(1_000_000_000);

    ExchangeRate toRate(Instant now) {
        return new ExchangeRate(
                checkedCurrency(), effectiveFrom == null ? now : effectiveFrom, checkedRate());
    }

    private String checkedCurrency() {
        try {
            var code = Currency.getInstance(currency == null ? "" : currency.strip());
            if (!code.getCurrencyCode().equals(ExchangeRates.BASE)) {
                return code.getCurrencyCode();
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new InvalidRate(
                "currency", "unknown", "A code of ISO 4217 such as EUR; the dollar needs no rate.");
    }

    private BigDecimal checkedRate() {
        if (rate == null || rate.signum() <= 0 || rate.compareTo(MOST) > 0) {
            throw new InvalidRate("rate", "out_of_range", "More than 0, at most " + MOST + ".");
        }
        if (rate.stripTrailingZeros().scale() > DECIMALS) {
            throw new InvalidRate("rate", "too_fine", "At most nine decimals.");
        }
        return rate;
    }
}

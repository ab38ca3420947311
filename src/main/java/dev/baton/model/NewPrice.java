package dev.baton.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;

/**
 * A price as an owner writes it: whole units of the currency for a million tokens.
 *
 * @param currency null for the tenant's own
 * @param effectiveFrom null for now
 * @param cachedInput null for the price of other input
 * @param cacheWrites null for the price of other input
 */
public record NewPrice(
        @Nullable String currency,
        @Nullable Instant effectiveFrom,
        @Nullable BigDecimal input,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrites,
        @Nullable BigDecimal output) {

    private static final int NANO_DIGITS = 9;
    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    /** The same in nano-units; see {@link InvalidModel} for what cannot be. */
    public Price toPrice(String ownCurrency, Instant now) {
        var plain = required("input", input);
        return new Price(
                checked(currency == null || currency.isBlank() ? ownCurrency : currency.strip()),
                effectiveFrom == null ? now : effectiveFrom,
                plain,
                cachedInput == null ? plain : nanos("cached_input", cachedInput),
                cacheWrites == null ? plain : nanos("cache_writes", cacheWrites),
                required("output", output));
    }

    private static long required(String field, @Nullable BigDecimal amount) {
        if (amount == null) {
            throw new InvalidModel(field, "required", "A price is needed; 0 for a free model.");
        }
        return nanos(field, amount);
    }

    private static long nanos(String field, BigDecimal amount) {
        if (amount.signum() < 0 || amount.compareTo(MOST) > 0) {
            throw new InvalidModel(field, "out_of_range", "0 to " + MOST + " for a million tokens.");
        }
        if (amount.stripTrailingZeros().scale() > NANO_DIGITS) {
            throw new InvalidModel(field, "too_fine", "At most nine decimals.");
        }
        return amount.movePointRight(NANO_DIGITS).longValueExact();
    }

    private static String checked(String currency) {
        try {
            return Currency.getInstance(currency).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("currency", "unknown", "A code of ISO 4217 such as USD.");
        }
    }
}

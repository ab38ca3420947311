package dev.baton.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What a model costs from a date on, in nano-units of a currency for a million tokens. Costs are
 * rounded up to a nano-unit once a call, so that nothing is ever free by rounding.
 *
 * @param cachedInput for input that the provider had in its cache
 * @param cacheWrites for input that the provider put into its cache
 */
public record Price(
        String currency,
        Instant effectiveFrom,
        long input,
        long cachedInput,
        long cacheWrites,
        long output) {

    private static final long MILLION = 1_000_000;

    public Price {
        if (input < 0 || cachedInput < 0 || cacheWrites < 0 || output < 0) {
            throw new IllegalArgumentException("A price is not negative");
        }
    }

    /** Nano-units for this use; more than a {@code long} holds counts as the most it holds. */
    public long cost(TokenUsage usage) {
        var cached = Math.min(usage.cachedInput(), usage.input());
        var written = Math.min(usage.cacheWrites(), usage.input() - cached);
        var plain = usage.input() - cached - written;
        try {
            var total =
                    Math.addExact(
                            Math.addExact(
                                    Math.multiplyExact(plain, input),
                                    Math.multiplyExact(cached, cachedInput)),
                            Math.addExact(
                                    Math.multiplyExact(written, cacheWrites),
                                    Math.multiplyExact(usage.output(), output)));
            return Math.ceilDiv(total, MILLION);
        } catch (ArithmeticException overflow) {
            return exactly(plain, cached, written, usage.output());
        }
    }

    /** The most that a call with so many tokens can cost, whatever the provider's cache does. */
    public long worstCase(long inputTokens, long maxOutputTokens) {
        var dearest = Math.max(input, Math.max(cachedInput, cacheWrites));
        return new Price(currency, effectiveFrom, dearest, dearest, dearest, output)
                .cost(new TokenUsage(inputTokens, 0, maxOutputTokens, true));
    }

    /**
     * The same price in another currency; {@code factor} is what one unit of ours is worth there.
     */
    Price in(String other, BigDecimal factor) {
        return new Price(
                other,
                effectiveFrom,
                converted(input, factor),
                converted(cachedInput, factor),
                converted(cacheWrites, factor),
                converted(output, factor));
    }

    private long exactly(long plain, long cached, long written, long out) {
        var total =
                product(plain, input)
                        .add(product(cached, cachedInput))
                        .add(product(written, cacheWrites))
                        .add(product(out, output));
        var parts = total.divideAndRemainder(BigInteger.valueOf(MILLION));
        var up = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        return up.bitLength() < Long.SIZE ? up.longValue() : Long.MAX_VALUE;
    }

    private static BigInteger product(long tokens, long nanos) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(nanos));
    }

    private static long converted(long nanos, BigDecimal factor) {
        return BigDecimal.valueOf(nanos)
                .multiply(factor)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}

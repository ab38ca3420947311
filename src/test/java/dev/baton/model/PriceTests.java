package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

class PriceTests {

    private static final long DOLLAR = 1_000_000_000;

    @Test
    void chargesEachKindOfTokenAtItsOwnPrice() {
        var price = price(3 * DOLLAR, DOLLAR, 4 * DOLLAR, 15 * DOLLAR);

        var cost = price.cost(new TokenUsage(1_000, 400, 100, 200, false));

        assertThat(cost).isEqualTo(500 * 3_000 + 400 * 1_000 + 100 * 4_000 + 200 * 15_000);
    }

    @Test
    void roundsUpOnceACall() {
        assertThat(price(1, 1, 1, 1).cost(new TokenUsage(1, 0, 1, false))).isEqualTo(1);
        assertThat(price(1, 1, 1, 1).cost(new TokenUsage(1_000_000, 0, 1, false))).isEqualTo(2);
        assertThat(price(1, 1, 1, 1).cost(TokenUsage.NONE)).isZero();
    }

    @Test
    void countsMoreThanALongHoldsAsTheMostItHolds() {
        var price = price(Long.MAX_VALUE, 0, 0, 0);

        assertThat(price.cost(new TokenUsage(2_000_000, 0, 0, false))).isEqualTo(Long.MAX_VALUE);
        assertThat(price.cost(new TokenUsage(1_000_000, 0, 0, false))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void takesTheDearestInputForTheWorstCase() {
        var price = price(DOLLAR, 0, 2 * DOLLAR, DOLLAR);

        assertThat(price.worstCase(1_000_000, 0)).isEqualTo(2 * DOLLAR);
    }

    @Test
    void refusesNegativePrices() {
        assertThatIllegalArgumentException().isThrownBy(() -> price(-1, 0, 0, 0));
    }

    @Test
    void convertsRoundingUp() {
        var baht = price(1, 1, 1, 3).in("THB", new BigDecimal("32.5"));

        assertThat(baht.currency()).isEqualTo("THB");
        assertThat(baht.input()).isEqualTo(33);
        assertThat(baht.output()).isEqualTo(98);
    }

    @Property
    void neverCostsLessThanTheExactPriceNorANanoMore(
            @ForAll @LongRange(min = 0, max = 2_000_000_000) long input,
            @ForAll @LongRange(min = 0, max = 2_000_000_000) long cached,
            @ForAll @LongRange(min = 0, max = 2_000_000_000) long output,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long inputPrice,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cachedPrice,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long outputPrice) {
        var price = price(inputPrice, cachedPrice, inputPrice, outputPrice);

        var cost = price.cost(new TokenUsage(input, cached, output, false));

        var reused = Math.min(cached, input);
        var exact =
                product(input - reused, inputPrice)
                        .add(product(reused, cachedPrice))
                        .add(product(output, outputPrice));
        var charged = BigInteger.valueOf(cost).multiply(BigInteger.valueOf(1_000_000));
        assertThat(charged).isGreaterThanOrEqualTo(exact);
        assertThat(charged.subtract(exact)).isLessThan(BigInteger.valueOf(1_000_000));
    }

    @Property
    void neverCostsMoreThanTheWorstCase(
            @ForAll @LongRange(min = 0, max = 1_000_000) long input,
            @ForAll @LongRange(min = 0, max = 1_000_000) long cached,
            @ForAll @LongRange(min = 0, max = 1_000_000) long written,
            @ForAll @LongRange(min = 0, max = 1_000_000) long output,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long cachedPrice,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long writePrice) {
        var price = price(DOLLAR, cachedPrice, writePrice, DOLLAR);

        var cost = price.cost(new TokenUsage(input, cached, written, output, false));

        assertThat(cost).isLessThanOrEqualTo(price.worstCase(input, output));
    }

    private static Price price(long input, long cached, long written, long output) {
        return new Price("USD", Instant.EPOCH, input, cached, written, output);
    }

    private static BigInteger product(long tokens, long nanos) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(nanos));
    }
}

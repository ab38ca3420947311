package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class PriceListTests {

    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void prefersTheClosestName() {
        var list =
                new PriceList(
                        List.of(
                                entry("*", JANUARY, 1),
                                entry("gpt-*", JANUARY, 2),
                                entry("gpt-5", JANUARY, 3),
                                entry("gpt-5*", JANUARY, 4)));

        assertThat(list.find("gpt-5", MARCH)).map(Price::input).contains(3L);
        assertThat(list.find("gpt-5-mini", MARCH)).map(Price::input).contains(4L);
        assertThat(list.find("gpt-4", MARCH)).map(Price::input).contains(2L);
        assertThat(list.find("other", MARCH)).map(Price::input).contains(1L);
    }

    @Test
    void prefersTheNewestPriceInForce() {
        var list = new PriceList(List.of(entry("m", JANUARY, 1), entry("m", MARCH, 2)));

        assertThat(list.find("m", MARCH.minusMillis(1))).map(Price::input).contains(1L);
        assertThat(list.find("m", MARCH)).map(Price::input).contains(2L);
        assertThat(list.find("m", JANUARY.minusMillis(1))).isEmpty();
    }

    @Test
    void prefersTheFirstGivenOfTheSameDate() {
        var list = new PriceList(List.of(entry("m", JANUARY, 1), entry("m", JANUARY, 2)));

        assertThat(list.find("m", MARCH)).map(Price::input).contains(1L);
    }

    @Test
    void knowsWellKnownModelsAndNothingElse() {
        var shipped = new ShippedModels(ModelFixtures.JSON);
        var now = Instant.parse("2026-11-20T00:00:00Z");
        var openai = shipped.prices(ProviderKind.OPENAI);

        assertThat(openai.find("gpt-4o-mini", now))
                .hasValueSatisfying(
                        price -> {
                            assertThat(price.currency()).isEqualTo("USD");
                            assertThat(price.input()).isEqualTo(150_000_000);
                            assertThat(price.cachedInput()).isEqualTo(75_000_000);
                            assertThat(price.output()).isEqualTo(600_000_000);
                        });
        assertThat(openai.find("gpt-4o-2024-08-06", now)).isPresent();
        assertThat(openai.find("gpt-4o-nobody-knows", now)).isEmpty();
        assertThat(shipped.prices(ProviderKind.ANTHROPIC).find("claude-sonnet-4-5-20250929", now))
                .map(Price::cacheWrites)
                .contains(3_750_000_000L);
        assertThat(shipped.find(ProviderKind.OPENAI, "gpt-5"))
                .map(ShippedModels.Listed::contextWindow)
                .contains(400_000);
    }

    private static PriceList.Entry entry(String pattern, Instant from, long input) {
        return new PriceList.Entry(
                new NamePattern(pattern), new Price("USD", from, input, input, input, input));
    }
}

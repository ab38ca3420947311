package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Random random = new Random(7);

    @Test
    void isThatOfStandardWebhooks() {
        assertThat(RetryPlan.STANDARD.waits())
                .extracting(Duration::toSeconds)
                .containsExactly(
                        0L, 5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
    }

    @Test
    void waitsAFifthMoreOrLess() {
        for (var attempt = 1; attempt < RetryPlan.STANDARD.attempts(); attempt++) {
            var wait = RetryPlan.STANDARD.waits().get(attempt).toMillis();

            var waits = waits(attempt, null).toList();

            assertThat(waits).allMatch(it -> it >= wait * 0.8 && it <= wait * 1.2 + 1);
            assertThat(waits).anyMatch(it -> it < wait * 0.9).anyMatch(it -> it > wait * 1.1);
        }
    }

    @Test
    void endsAfterTenAttempts() {
        assertThat(RetrySchedule.next(RetryPlan.STANDARD, 10, NOW, null, random)).isEmpty();
        assertThat(RetrySchedule.next(RetryPlan.STANDARD, 10, NOW, Duration.ofSeconds(5), random)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    standard             | 10
                    short                | 6
                    none                 | 1
                    5s                   | 2
                    5s, 5m,1h            | 4
                    1s 2s 3s 4s 5s 6s 7s 8s 24h | 10
                    """)
    void readsPresetsAndWaits(String text, int attempts) {
        assertThat(RetryPlan.parse(text).orElseThrow().attempts()).isEqualTo(attempts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "often",
                "standard 5s",
                "5",
                "5d",
                "0s",
                "25h",
                "-5s",
                "99999h",
                "1s 1s 1s 1s 1s 1s 1s 1s 1s 1s"
            })
    void refusesWaitsThatMeanNothing(String text) {
        assertThat(RetryPlan.parse(text)).isEmpty();
    }

    @Test
    void tellsWaitsOfOnesOwnInOneWay() {
        var plan = RetryPlan.parse(" 5s,  5m ").orElseThrow();

        assertThat(plan.text()).isEqualTo("5s 5m");
        assertThat(plan.isPreset()).isFalse();
        assertThat(plan.waits())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    @Test
    void neverComesBackBeforeTheReceiverWishes() {
        assertThat(waits(1, Duration.ofMinutes(10)))
                .allMatch(it -> it >= 600_000 && it <= 720_001);
    }

    @Test
    void ignoresAWishForLessPatience() {
        assertThat(waits(3, Duration.ofSeconds(1))).allMatch(it -> it >= 1_440_000);
    }

    @Test
    void capsAWishForEver() {
        assertThat(waits(1, Duration.ofDays(400)))
                .allMatch(it -> it >= 86_400_000 && it <= 86_400_000 * 1.2 + 1);
        assertThat(RetrySchedule.throttledUntil(NOW, Duration.ofDays(400)))
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void spreadsWhatWaitsForAThrottledReceiver() {
        var until = NOW.plusSeconds(100);

        var times =
                IntStream.range(0, 200)
                        .mapToObj(_ -> RetrySchedule.afterThrottle(NOW, until, random))
                        .toList();

        assertThat(times).allMatch(it -> !it.isBefore(until) && !it.isAfter(NOW.plusSeconds(121)));
        assertThat(List.copyOf(new java.util.HashSet<>(times))).hasSizeGreaterThan(100);
    }

    private Stream<Long> waits(int attempt, Duration wish) {
        return IntStream.range(0, 500)
                .mapToObj(_ -> RetrySchedule.next(RetryPlan.STANDARD, attempt, NOW, wish, random).orElseThrow())
                .map(next -> Duration.between(NOW, next).toMillis());
    }
}

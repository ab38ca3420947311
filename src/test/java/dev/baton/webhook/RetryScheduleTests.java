package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryScheduleTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Random random = new Random(7);

    @Test
    void isThatOfStandardWebhooks() {
        assertThat(RetryPlan.waits())
                .extracting(Duration::toSeconds)
                .containsExactly(
                        0L, 5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
    }

    @Test
    void waitsAFifthMoreOrLess() {
        for (var attempt = 1; attempt < RetrySchedule.ATTEMPTS; attempt++) {
            var wait = RetrySchedule.WAITS.get(attempt).toMillis();

            var waits = waits(attempt, null).toList();

            assertThat(waits).allMatch(it -> it >= wait * 0.8 && it <= wait * 1.2 + 1);
            assertThat(waits).anyMatch(it -> it < wait * 0.9).anyMatch(it -> it > wait * 1.1);
        }
    }

    @Test
    void endsAfterTenAttempts() {
        assertThat(RetrySchedule.next(10, NOW, null, random)).isEmpty();
        assertThat(RetrySchedule.next(10, NOW, Duration.ofSeconds(5), random)).isEmpty();
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
                .mapToObj(_ -> RetrySchedule.next(attempt, NOW, wish, random).orElseThrow())
                .map(next -> Duration.between(NOW, next).toMillis());
    }
}

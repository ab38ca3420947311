package dev.baton.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is tried again: the ten attempts of Standard Webhooks 1.0.0 over three
 * days, each wait up to a fifth longer or shorter, so that receivers that come back are not run over.
 */
final class RetrySchedule {

    static final List<Duration> WAITS =
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    static final int ATTEMPTS = WAITS.size();

    private static final double JITTER = 0.2;

    /** A receiver may ask for more patience, but not for ever. */
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private RetrySchedule() {}

    /**
     * The time of the next attempt; empty when that was the last.
     *
     * @param attempt number of the one that failed, from 1
     * @param wish the receiver's {@code Retry-After}, which only ever lengthens the wait
     */
    static Optional<Instant> next(
            int attempt, Instant now, @Nullable Duration wish, RandomGenerator random) {
        if (attempt >= ATTEMPTS) {
            return Optional.empty();
        }
        var factor = 1 + random.nextDouble(-JITTER, JITTER);
        var wait = Duration.ofMillis((long) (WAITS.get(attempt).toMillis() * factor));
        if (wish != null && wish.compareTo(wait) > 0) {
            wait = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        }
        return Optional.of(now.plus(wait));
    }
}

package dev.baton.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When exactly a failed delivery is tried again: as its plan says, each wait up to a fifth longer or
 * shorter, so that receivers that come back are not run over.
 */
final class RetrySchedule {

    /** A receiver may ask for more patience, but not for ever. */
    static final Duration LONGEST_WISH = Duration.ofHours(24);

    private static final double JITTER = 0.2;

    /** For a receiver that is overrun and does not say how long. */
    private static final Duration USUAL_THROTTLE = Duration.ofSeconds(30);

    private RetrySchedule() {}

    /**
     * The time of the next attempt; empty when that was the last.
     *
     * @param attempt number of the one that failed, from 1
     * @param wish the receiver's {@code Retry-After}, which only ever lengthens the wait
     */
    static Optional<Instant> next(
            RetryPlan plan,
            int attempt,
            Instant now,
            @Nullable Duration wish,
            RandomGenerator random) {
        if (attempt >= plan.attempts()) {
            return Optional.empty();
        }
        var wait = spread(plan.waits().get(attempt), random.nextDouble(-JITTER, JITTER));
        if (wish != null && wish.compareTo(wait) > 0) {
            wait = spread(capped(wish), random.nextDouble(0, JITTER));
        }
        return Optional.of(now.plus(wait));
    }

    /** Until when an overrun receiver gets nothing at all. */
    static Instant throttledUntil(Instant now, @Nullable Duration wish) {
        return now.plus(wish == null ? USUAL_THROTTLE : capped(wish));
    }

    /** When a delivery that waits for a throttled receiver is due: not all at the same moment. */
    static Instant afterThrottle(Instant now, Instant until, RandomGenerator random) {
        return now.plus(spread(Duration.between(now, until), random.nextDouble(0, JITTER)));
    }

    private static Duration capped(Duration wish) {
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private static Duration spread(Duration wait, double share) {
        return Duration.ofMillis((long) Math.ceil(wait.toMillis() * (1 + share)));
    }
}

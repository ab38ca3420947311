package dev.baton.model.provider;

import dev.baton.model.CallFailed;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether and when to try again. Only what the provider has not begun to answer is tried again, and
 * never later than the call's deadline: a provider that asks for an hour gets a failure instead.
 *
 * @param attempts in all, the first included
 * @param firstWait before the second attempt, when the provider names no time
 */
record Patience(int attempts, Duration firstWait, RandomGenerator random) {

    static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /** As a multiple of the first. */
    private static final int LONGEST_WAIT = 32;

    /** How long to wait after this failed attempt, counted from 1; empty to give up. */
    Optional<Duration> after(int attempt, CallFailed failure, Duration left) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        var wait = failure.retryAfter().orElseGet(() -> backoff(attempt));
        return wait.compareTo(left) < 0 ? Optional.of(wait) : Optional.empty();
    }

    /**
     * Doubles with every attempt; up to half of it is left to chance, so that nobody marches in
     * step.
     */
    private Duration backoff(int attempt) {
        var full = firstWait.toMillis() * Math.min(1 << (attempt - 1), LONGEST_WAIT);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}

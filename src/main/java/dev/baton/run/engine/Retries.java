package dev.baton.run.engine;

import dev.baton.workflow.RetryPolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** When a failed attempt is made again. */
public final class Retries {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final int DOUBLINGS = 5;

    private final DoubleSupplier random;

    /**
     * @param random from 0 to 1
     */
    public Retries(DoubleSupplier random) {
        this.random = random;
    }

    /** Empty when it is not: it would not help, or it was tried often or long enough. */
    Optional<Instant> next(
            RetryPolicy policy,
            StepOutcome.Failed failure,
            int attempt,
            Instant firstBegunAt,
            Instant now) {
        if (failure.kind() == null
                || !policy.on().contains(failure.kind())
                || attempt > policy.retries()) {
            return Optional.empty();
        }
        var due = now.plus(pause(policy, failure, attempt));
        return due.isAfter(firstBegunAt.plus(policy.total())) ? Optional.empty() : Optional.of(due);
    }

    /** Before what could not begin is tried again: the longer, the more often that was so. */
    static Duration pauseOfDelay(int delays) {
        return FIRST_DELAY.multipliedBy(1L << Math.min(delays, DOUBLINGS));
    }

    private Duration pause(RetryPolicy policy, StepOutcome.Failed failure, int attempt) {
        var doubled = policy.backoff().toMillis() * Math.pow(policy.factor(), attempt - 1.0);
        var capped = Math.min(doubled, policy.longest().toMillis());
        // A pause is drawn from both sides of what was asked for; a wish of the other side is a
        // least.
        var spread = 1 + policy.jitter() * (2 * random.getAsDouble() - 1);
        var pause = Duration.ofMillis(Math.round(capped * spread));
        var wish = failure.retryAfter();
        return wish != null && wish.compareTo(pause) > 0 ? wish : pause;
    }
}

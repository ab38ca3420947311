package dev.baton.workflow;

import java.time.Duration;
import java.util.Set;

/**
 * When a failed attempt is repeated. {@code Retry-After} of whoever refused is obeyed beyond these
 * pauses, within {@code total}.
 *
 * @param retries after the first attempt; 3 means four attempts
 * @param backoff before the first retry
 * @param factor each pause is so many times the one before
 * @param longest no pause is longer
 * @param jitter share of a pause that is random, 0 to 1
 * @param total no retry begins later than this after the first attempt began
 * @param on which failures are worth a retry
 */
public record RetryPolicy(
        int retries,
        Duration backoff,
        double factor,
        Duration longest,
        double jitter,
        Duration total,
        Set<Failure> on) {

    /** Kinds of failures that may pass. */
    public enum Failure {
        TIMEOUT,
        UNREACHABLE,
        RATE_LIMITED,
        SERVER_ERROR,
        INVALID_ANSWER
    }
}

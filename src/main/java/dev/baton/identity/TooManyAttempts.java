package dev.baton.identity;

import dev.baton.platform.problem.LimitReached;

import java.time.Duration;

/** Too many wrong passwords, for one address or from one place; says nothing about any account. */
public class TooManyAttempts extends LimitReached {

    TooManyAttempts(Duration retryAfter) {
        super(
                "too_many_attempts",
                "Too many attempts to sign in.",
                retryAfter,
                Math.max(1, retryAfter.plusSeconds(59).toMinutes()));
    }
}

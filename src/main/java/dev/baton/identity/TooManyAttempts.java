package dev.baton.identity;

import dev.baton.limit.RateLimitHeaders;
import dev.baton.platform.problem.LimitReached;

import java.time.Duration;
import java.util.Map;

/** Too many wrong passwords, for one address or from one place; says nothing about any account. */
public class TooManyAttempts extends LimitReached {

    private final SignInLimit limit;
    private final Duration whole;

    /**
     * @param whole until no attempt is missing any more
     */
    TooManyAttempts(SignInLimit limit, Duration retryAfter, Duration whole) {
        super(
                "too_many_attempts",
                "Too many attempts to sign in.",
                retryAfter,
                Math.max(1, retryAfter.plusSeconds(59).toMinutes()));
        this.limit = limit;
        this.whole = whole;
    }

    /** Of what there were too many. */
    public SignInLimit.Scope scope() {
        return limit.scope();
    }

    @Override
    public Map<String, String> headers() {
        return RateLimitHeaders.of(
                limit.scope().wire(), limit.attempts(), limit.window(), 0, whole);
    }
}

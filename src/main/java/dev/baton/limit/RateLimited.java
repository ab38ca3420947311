package dev.baton.limit;

import dev.baton.platform.problem.LimitReached;
import java.time.Duration;
import java.util.Map;

/** A rate limit refused the request; it names the tightest one, whose it is and when it frees. */
public class RateLimited extends LimitReached {

    private final LimitState state;

    RateLimited(LimitState state, Duration retryAfter) {
        super(
                "rate_limited",
                "The limit '%s' of %d requests a minute is reached; it frees in %d s."
                        .formatted(
                                state.limit().scope().wire(),
                                state.limit().perMinute(),
                                RateLimitHeaders.wholeSeconds(retryAfter)),
                retryAfter,
                state.limit().scope().wire(),
                state.limit().perMinute(),
                RateLimitHeaders.wholeSeconds(retryAfter));
        this.state = state;
    }

    public LimitState state() {
        return state;
    }

    /** Where the limit stands, for clients that read headers only. */
    @Override
    public Map<String, String> headers() {
        return state.headers();
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of(
                "limit", state.limit().scope().wire(),
                "owner", state.limit().owner(),
                "per_minute", state.limit().perMinute());
    }
}

package dev.baton.limit;

import java.time.Duration;
import java.util.Map;

/**
 * Where a limit stands after a request took its share.
 *
 * @param remaining requests that may come at once
 * @param reset until it is whole again
 */
public record LimitState(Limit limit, long remaining, Duration reset) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What an answer says of it, in headers. */
    public Map<String, String> headers() {
        return RateLimitHeaders.of(
                limit.scope().wire(), limit.perMinute(), MINUTE, remaining, reset);
    }
}

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

    /** Value of the {@code RateLimit} header (draft-ietf-httpapi-ratelimit-headers). */
    public String rateLimit() {
        return "\"" + limit.scope().wire() + "\";r=" + remaining + ";t=" + wholeSeconds(reset);
    }

    /** Value of the {@code RateLimit-Policy} header. */
    public String policy() {
        return "\"" + limit.scope().wire() + "\";q=" + limit.perMinute() + ";w=60";
    }

    public Map<String, String> headers() {
        return Map.of("RateLimit-Policy", policy(), "RateLimit", rateLimit());
    }

    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}

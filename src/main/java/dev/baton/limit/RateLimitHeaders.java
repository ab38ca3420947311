package dev.baton.limit;

import java.time.Duration;
import java.util.Map;

/** How an answer tells where a limit stands (draft-ietf-httpapi-ratelimit-headers). */
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    /**
     * The {@code RateLimit-Policy} and {@code RateLimit} headers, by their names.
     *
     * @param name of the limit
     * @param quota how often, in the window
     * @param remaining how often at once
     * @param reset until it is whole again
     */
    public static Map<String, String> of(
            String name, long quota, Duration window, long remaining, Duration reset) {
        return Map.of(
                "RateLimit-Policy",
                '"' + name + "\";q=" + quota + ";w=" + window.toSeconds(),
                "RateLimit",
                '"' + name + "\";r=" + remaining + ";t=" + wholeSeconds(reset));
    }

    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}

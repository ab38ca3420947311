package dev.baton.model;

import dev.baton.platform.http.ResponseHeaders;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/**
 * When whoever refused a call wants to hear again: {@code Retry-After} in seconds or as a date (RFC
 * 9110, 10.2.3), or OpenAI's {@code retry-after-ms}. Never negative, a day at most; what cannot be
 * read counts as not said.
 */
public final class RetryAfter {

    private static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    public static Optional<Duration> of(ResponseHeaders headers, Clock clock) {
        return of(headers::first, clock);
    }

    static Optional<Duration> of(Function<String, Optional<String>> header, Clock clock) {
        return header.apply("retry-after-ms")
                .flatMap(text -> number(text).map(Duration::ofMillis))
                .or(() -> header.apply("Retry-After").flatMap(text -> parse(text, clock)))
                .map(RetryAfter::clamped);
    }

    private static Optional<Duration> parse(String text, Clock clock) {
        return number(text)
                .map(Duration::ofSeconds)
                .or(() -> date(text).map(until -> Duration.between(clock.instant(), until)));
    }

    private static Duration clamped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }

    private static Optional<Long> number(String text) {
        try {
            var value = (long) Math.ceil(Double.parseDouble(text.strip()));
            return value < 0 ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.baton.webhook;

import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt came to. Only 2xx is a success; a redirect is a failure and is not followed.
 *
 * @param failure null for a success
 * @param wish how long the receiver asked us to wait
 */
record AttemptOutcome(@Nullable String failure, boolean gone, @Nullable Duration wish) {

    private static final int GONE = 410;

    static AttemptOutcome of(OutgoingResponse response, Clock clock) {
        var status = response.status();
        if (status >= 200 && status < 300) {
            return new AttemptOutcome(null, false, null);
        }
        var word = status >= 300 && status < 400 ? "redirect" : "status_" + status;
        return new AttemptOutcome(word, status == GONE, retryAfter(response, clock.instant()));
    }

    static AttemptOutcome of(OutgoingFailure failure) {
        return new AttemptOutcome(failure.kind().name().toLowerCase(Locale.ROOT), false, null);
    }

    boolean succeeded() {
        return failure == null;
    }

    /** Seconds or an HTTP date (RFC 9110, 10.2.3). */
    private static @Nullable Duration retryAfter(OutgoingResponse response, Instant now) {
        var text = response.headers().first("Retry-After").orElse("").strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, date.toInstant());
        } catch (DateTimeException | NumberFormatException unreadable) {
            return null;
        }
    }
}

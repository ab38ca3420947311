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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt came to. Only 2xx is a success; a redirect is a failure and is not followed.
 *
 * @param failure null for a success
 * @param gone the receiver wants nothing more, ever
 * @param throttling the receiver is overrun: its other deliveries wait as well
 * @param wish how long the receiver asked us to wait
 */
record AttemptOutcome(
        @Nullable String failure, boolean gone, boolean throttling, @Nullable Duration wish) {

    private static final int GONE = 410;
    private static final Set<Integer> OVERRUN = Set.of(429, 502, 504);

    /** As many digits as are read; a longer number means for ever, which the schedule caps. */
    private static final int MOST_DIGITS = 9;

    static AttemptOutcome of(OutgoingResponse response, Clock clock) {
        var status = response.status();
        if (status >= 200 && status < 300) {
            return new AttemptOutcome(null, false, false, null);
        }
        var word = status >= 300 && status < 400 ? "redirect" : "status_" + status;
        return new AttemptOutcome(
                word,
                status == GONE,
                OVERRUN.contains(status),
                wish(response.headers().first("Retry-After").orElse(""), clock.instant()));
    }

    /** A refused address says why: {@code refused_private}. */
    static AttemptOutcome of(OutgoingFailure failure) {
        var word =
                failure.reason()
                        .map(reason -> "refused_" + reason.code())
                        .orElseGet(() -> failure.kind().name().toLowerCase(Locale.ROOT));
        return new AttemptOutcome(word, false, false, null);
    }

    boolean succeeded() {
        return failure == null;
    }

    /** Seconds or an HTTP date (RFC 9110, 10.2.3). */
    private static @Nullable Duration wish(String text, Instant now) {
        var value = text.strip();
        if (value.matches("[0-9]+")) {
            return value.length() > MOST_DIGITS
                    ? RetrySchedule.LONGEST_WISH
                    : Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}

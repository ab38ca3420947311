package dev.baton.webhook.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * From when to when something is to be sent again.
 *
 * @param from this moment included
 * @param to not included
 */
record RecoverySpan(Instant from, Instant to) {

    private static final Duration USUAL = Duration.ofDays(7);

    /**
     * As it was typed in the reader's zone, or as exact moments; what is missing or unreadable is the
     * last seven days.
     */
    static RecoverySpan of(@Nullable String from, @Nullable String to, ZoneId zone, Instant now) {
        var end = moment(to, zone);
        var until = end == null ? now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60) : end;
        var begin = moment(from, zone);
        return new RecoverySpan(begin == null ? until.minus(USUAL) : begin, until);
    }

    /** For a field of the type {@code datetime-local}. */
    public String fromIn(ZoneId zone) {
        return local(from, zone);
    }

    public String toIn(ZoneId zone) {
        return local(to, zone);
    }

    private static String local(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static @Nullable Instant moment(@Nullable String text, ZoneId zone) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}

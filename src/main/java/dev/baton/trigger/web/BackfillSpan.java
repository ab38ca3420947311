package dev.baton.trigger.web;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * From when to when a schedule is to fire for the past, by the clock of its zone.
 *
 * @param to not included
 */
record BackfillSpan(Instant from, Instant to, ZoneId zone) {

    private static final Duration USUAL = Duration.ofDays(1);

    /** What is missing or unreadable is the last day. */
    static BackfillSpan of(@Nullable String from, @Nullable String to, ZoneId zone, Instant now) {
        var end = moment(to, zone);
        var until = end == null ? now.truncatedTo(ChronoUnit.MINUTES) : end;
        var begin = moment(from, zone);
        return new BackfillSpan(begin == null ? until.minus(USUAL) : begin, until, zone);
    }

    /** For a field of the type {@code datetime-local}. */
    public String fromText() {
        return local(from);
    }

    public String toText() {
        return local(to);
    }

    private String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static @Nullable Instant moment(@Nullable String text, ZoneId zone) {
        if (text == null || text.isBlank() || text.length() > 40) {
            return null;
        }
        try {
            var moment =
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text).atZone(zone).toInstant();
            var year = moment.atZone(ZoneId.of("UTC")).getYear();
            return year < 1970 || year > 9999 ? null : moment;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}

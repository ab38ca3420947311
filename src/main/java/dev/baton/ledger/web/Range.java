package dev.baton.ledger.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back a page looks, and how finely its charts do. */
enum Range {
    DAY("24h", Duration.ofHours(24), ChronoUnit.HOURS),
    WEEK("7d", Duration.ofDays(7), ChronoUnit.DAYS),
    MONTH("30d", Duration.ofDays(30), ChronoUnit.DAYS);

    private final String code;
    private final Duration length;
    private final ChronoUnit step;

    Range(String code, Duration length, ChronoUnit step) {
        this.code = code;
        this.length = length;
        this.step = step;
    }

    /** {@code 24h}: its name in an address. */
    public String code() {
        return code;
    }

    /** A day, unless the code is one of ours. */
    static Range of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(range -> range.code.equals(code))
                .findFirst()
                .orElse(DAY);
    }

    /** From where on: whole steps of the reader's clock, so that the first bar is not a stump. */
    Instant from(Instant now, ZoneId zone) {
        return stepStart(now.minus(length), zone).plus(step.getDuration());
    }

    /** The start of the step that an instant lies in. */
    Instant stepStart(Instant instant, ZoneId zone) {
        return instant.atZone(zone).truncatedTo(step).toInstant();
    }

    /** The start of the step after; days may have 23 or 25 hours. */
    Instant next(Instant start, ZoneId zone) {
        return start.atZone(zone).plus(1, step).toInstant();
    }

    boolean isHourly() {
        return step == ChronoUnit.HOURS;
    }
}

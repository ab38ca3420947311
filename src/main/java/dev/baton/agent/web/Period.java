package dev.baton.agent.web;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far back an agent's page looks; a chart's step is an hour or a day of the tenant's clock. */
enum Period {
    DAY("24h", Duration.ofHours(24), ChronoUnit.HOURS),
    WEEK("7d", Duration.ofDays(7), ChronoUnit.DAYS),
    MONTH("30d", Duration.ofDays(30), ChronoUnit.DAYS);

    private final String code;
    private final Duration length;
    private final ChronoUnit step;

    Period(String code, Duration length, ChronoUnit step) {
        this.code = code;
        this.length = length;
        this.step = step;
    }

    /** {@code 24h}: its name in an address. */
    public String code() {
        return code;
    }

    /** A day, unless the code is one of ours. */
    static Period of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(period -> period.code.equals(code))
                .findFirst()
                .orElse(DAY);
    }

    boolean isHourly() {
        return step == ChronoUnit.HOURS;
    }

    /** Whole steps, so that the first bar is no stump. */
    Instant from(Instant now, ZoneId zone) {
        return stepStart(now.minus(length), zone).atZone(zone).plus(1, step).toInstant();
    }

    Instant stepStart(Instant instant, ZoneId zone) {
        return instant.atZone(zone).truncatedTo(step).toInstant();
    }

    /** The starts of all steps up to now, without gaps; days may have 23 or 25 hours. */
    List<Instant> steps(Instant now, ZoneId zone) {
        var starts = new ArrayList<Instant>();
        for (var start = from(now, zone);
                !start.isAfter(now);
                start = start.atZone(zone).plus(1, step).toInstant()) {
            starts.add(start);
        }
        return starts;
    }
}

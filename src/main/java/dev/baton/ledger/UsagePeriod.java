package dev.baton.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A span of time that a page looks at, in steps of the tenant's clocks.
 *
 * @param from the start of a step, inclusive
 * @param to exclusive; the last step may be cut short by the present
 */
public record UsagePeriod(Instant from, Instant to, UsageStep step, ZoneId zone) {

    /** No page shows more than a year and a day. */
    private static final int MOST_DAYS = 366;

    private static final Duration HOURLY_UP_TO = Duration.ofHours(50);

    /** Whole days of the tenant's calendar, both inclusive, in either order. */
    public static UsagePeriod days(LocalDate one, LocalDate other, ZoneId zone) {
        var first = one.isBefore(other) ? one : other;
        var last = one.isBefore(other) ? other : one;
        if (first.plusDays(MOST_DAYS).isBefore(last)) {
            first = last.minusDays(MOST_DAYS);
        }
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.plusDays(1).atStartOfDay(zone).toInstant();
        var hourly = Duration.between(from, to).compareTo(HOURLY_UP_TO) <= 0;
        return new UsagePeriod(from, to, hourly ? UsageStep.HOUR : UsageStep.DAY, zone);
    }

    /** The start of every step, without gaps. */
    public List<Instant> starts() {
        var starts = new ArrayList<Instant>();
        for (var start = from; start.isBefore(to); start = step.next(start, zone)) {
            starts.add(start);
        }
        return List.copyOf(starts);
    }

    /** The start of the step that an instant of this period lies in. */
    public Instant start(Instant instant) {
        return step.start(instant, zone);
    }

    /** As many steps right before, cut short where this one is, so that the two compare fairly. */
    public UsagePeriod previous() {
        var steps = starts().size();
        var lastStart = starts().getLast();
        var earlierLast = step.plus(lastStart, -steps, zone);
        var earlierTo = earlierLast.plus(Duration.between(lastStart, to));
        return new UsagePeriod(
                step.plus(from, -steps, zone),
                earlierTo.isBefore(from) ? earlierTo : from,
                step,
                zone);
    }
}

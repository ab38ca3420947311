package dev.baton.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** How finely usage is told along time; hours and days are those of the tenant's clocks. */
public enum UsageStep {
    QUARTER,
    HOUR,
    DAY;

    /** The start of the step that an instant lies in. */
    public Instant start(Instant instant, ZoneId zone) {
        return switch (this) {
            case QUARTER -> UsageRollups.slotStart(instant);
            case HOUR -> instant.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
            // Not truncated: where clocks go forward at midnight, the day starts later.
            case DAY -> instant.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        };
    }

    /** The start of the step that many further; days may have 23 or 25 hours. */
    public Instant plus(Instant start, int steps, ZoneId zone) {
        return switch (this) {
            case QUARTER -> start.plusSeconds(steps * UsageRollups.SLOT_SECONDS);
            case HOUR -> start(start.plus(steps, ChronoUnit.HOURS), zone);
            case DAY ->
                    start.atZone(zone).toLocalDate().plusDays(steps).atStartOfDay(zone).toInstant();
        };
    }

    /** The step after; always later, also where clocks are put back by less than an hour. */
    Instant next(Instant start, ZoneId zone) {
        var next = plus(start, 1, zone);
        return next.isAfter(start) ? next : plus(start, 2, zone);
    }
}

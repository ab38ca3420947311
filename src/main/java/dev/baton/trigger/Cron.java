package dev.baton.trigger;

import org.springframework.scheduling.support.CronExpression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a schedule: five fields of cron, read by the clock on the wall of a time zone. A
 * time that the clock leaves out is moved by as much as the clock is, one that it shows twice is
 * the first of both.
 */
public final class Cron {

    private static final List<String> FIELDS =
            List.of("minute", "hour", "day of month", "month", "day of week");
    private static final Duration LONGEST_GAP = Duration.ofDays(1);

    private final CronExpression times;
    private final String text;
    private final ZoneId zone;

    private Cron(CronExpression times, String text, ZoneId zone) {
        this.times = times;
        this.text = text;
        this.zone = zone;
    }

    /**
     * @throws TriggerRefused naming the field that cannot be read
     */
    public static Cron parse(String text, String zone) {
        var fields = text.strip().split("\\s+");
        if (fields.length != FIELDS.size()) {
            throw new TriggerRefused(
                    "schedule.cron",
                    "wrong_form",
                    "five fields: " + String.join(", ", FIELDS) + "; there are " + fields.length);
        }
        for (var place = 0; place < fields.length; place++) {
            check(fields[place], place);
        }
        var joined = String.join(" ", fields);
        return new Cron(CronExpression.parse("0 " + joined), joined, zone(zone));
    }

    private static void check(String field, int place) {
        var alone = new String[] {"0", "*", "*", "*", "*", "*"};
        alone[place + 1] = field;
        try {
            CronExpression.parse(String.join(" ", alone));
        } catch (IllegalArgumentException e) {
            throw new TriggerRefused(
                    "schedule.cron",
                    "invalid",
                    "the %s cannot be '%s'".formatted(FIELDS.get(place), shortened(field)));
        }
    }

    private static String shortened(String field) {
        return field.length() <= 40 ? field : field.substring(0, 40) + "…";
    }

    private static ZoneId zone(String zone) {
        try {
            if (ZoneId.getAvailableZoneIds().contains(zone)) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException none) {
            // Said below.
        }
        throw new TriggerRefused(
                "schedule.zone", "unknown", "an IANA time zone such as Europe/Madrid");
    }

    public String text() {
        return text;
    }

    /** The first time after a moment; empty when there is none. */
    public Optional<Instant> next(Instant after) {
        var local = start(after);
        while (true) {
            var next = times.next(local);
            if (next == null) {
                return Optional.empty();
            }
            var moment = ZonedDateTime.ofLocal(next, zone, null).toInstant();
            if (moment.isAfter(after)) {
                return Optional.of(moment);
            }
            local = next;
        }
    }

    /** Where the clock was put forward lately, times that were left out may still be to come. */
    private LocalDateTime start(Instant after) {
        var change = zone.getRules().previousTransition(after.plusNanos(1));
        if (change != null
                && change.isGap()
                && change.getInstant().plus(LONGEST_GAP).isAfter(after)) {
            return change.getDateTimeBefore().minusNanos(1);
        }
        return LocalDateTime.ofInstant(after, zone);
    }

    /** The next times, at most so many. */
    public List<Instant> next(Instant after, int most) {
        var found = new ArrayList<Instant>();
        var next = next(after);
        while (next.isPresent() && found.size() < most) {
            found.add(next.get());
            next = next(next.get());
        }
        return found;
    }

    /** Times from one moment to before another, at most so many. */
    public List<Instant> between(Instant from, Instant to, int most) {
        var found = new ArrayList<Instant>();
        var next = next(from.minusNanos(1));
        while (next.isPresent() && next.get().isBefore(to) && found.size() < most) {
            found.add(next.get());
            next = next(next.get());
        }
        return found;
    }
}

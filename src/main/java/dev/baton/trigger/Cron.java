package dev.baton.trigger;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The times of a schedule: five fields of cron, read by the clock on the wall of a time zone. A
 * time that the clock leaves out is moved by as much as the clock is. One that it shows twice is
 * the first of both, unless the schedule is for every hour: such a one goes on all the time.
 */
public final class Cron {

    private static final List<String> FIELDS =
            List.of("minute", "hour", "day of month", "month", "day of week");
    private static final int HOUR = 1;
    private static final Set<String> EVERY = Set.of("*", "*/1", "0/1", "0-23");

    private final CronExpression times;
    private final String text;
    private final ZoneId zone;
    private final boolean everyHour;
    private final @Nullable Instant until;

    private Cron(
            CronExpression times,
            String text,
            ZoneId zone,
            boolean everyHour,
            @Nullable Instant until) {
        this.times = times;
        this.text = text;
        this.zone = zone;
        this.everyHour = everyHour;
        this.until = until;
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
        return new Cron(
                CronExpression.parse("0 " + joined),
                joined,
                zone(zone),
                EVERY.contains(fields[HOUR]),
                null);
    }

    /** The same times up to the last one that is not after a moment; null for no such. */
    Cron until(@Nullable Instant end) {
        return new Cron(times, text, zone, everyHour, end);
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

    /** What the clock on the wall does about a time when it is changed. */
    public enum Shift {
        NONE,
        /** It leaves the time out: this is when it would have been. */
        MOVED,
        /** It shows the time twice: this is the first. */
        FIRST_OF_TWO,
        /** It shows the time twice, and both count. */
        BOTH
    }

    /**
     * @param time one of its times
     */
    public Shift shift(Instant time) {
        var local = LocalDateTime.ofInstant(time, zone);
        var rules = zone.getRules();
        if (rules.getValidOffsets(local).size() > 1) {
            return everyHour ? Shift.BOTH : Shift.FIRST_OF_TWO;
        }
        var change = rules.previousTransition(time.plusNanos(1));
        return change != null
                        && change.isGap()
                        && time.isBefore(change.getInstant().plus(change.getDuration()))
                        && !shows(local)
                        && shows(LocalDateTime.ofInstant(time, change.getOffsetBefore()))
                ? Shift.MOVED
                : Shift.NONE;
    }

    private boolean shows(LocalDateTime local) {
        return local.equals(times.next(local.minusNanos(1)));
    }

    public ZoneId zone() {
        return zone;
    }

    public String text() {
        return text;
    }

    /** The first time after a moment; empty when there is none. */
    public Optional<Instant> next(Instant after) {
        var rules = zone.getRules();
        return Stream.of(
                        plain(after, rules),
                        around(rules.previousTransition(after.plusNanos(1)), after),
                        around(rules.nextTransition(after), after))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .filter(time -> until == null || !time.isAfter(until));
    }

    /** Of the times that the clock shows, each when it does so first. */
    private Optional<Instant> plain(Instant after, ZoneRules rules) {
        var local = LocalDateTime.ofInstant(after, zone);
        for (var next = times.next(local); next != null; next = times.next(local)) {
            var change = rules.getTransition(next);
            if (change != null && change.isGap()) {
                local = change.getDateTimeAfter().minusNanos(1);
                continue;
            }
            var moment = ZonedDateTime.ofLocal(next, zone, null).toInstant();
            if (moment.isAfter(after)) {
                return Optional.of(moment);
            }
            local = next;
        }
        return Optional.empty();
    }

    /** Of the times that the clock leaves out or shows again when it is changed. */
    private Optional<Instant> around(@Nullable ZoneOffsetTransition change, Instant after) {
        if (change == null
                || !change.getInstant().plus(change.getDuration().abs()).isAfter(after)) {
            return Optional.empty();
        }
        return change.isGap() ? leftOut(change, after) : shownAgain(change, after);
    }

    private Optional<Instant> leftOut(ZoneOffsetTransition change, Instant after) {
        var next = times.next(change.getDateTimeBefore().minusNanos(1));
        while (next != null && next.isBefore(change.getDateTimeAfter())) {
            var moment = next.toInstant(change.getOffsetBefore());
            if (moment.isAfter(after)) {
                return Optional.of(moment);
            }
            next = times.next(next);
        }
        return Optional.empty();
    }

    private Optional<Instant> shownAgain(ZoneOffsetTransition change, Instant after) {
        if (!everyHour) {
            return Optional.empty();
        }
        var next =
                times.next(
                        after.isBefore(change.getInstant())
                                ? change.getDateTimeAfter().minusNanos(1)
                                : LocalDateTime.ofInstant(after, zone));
        return next == null || !next.isBefore(change.getDateTimeBefore())
                ? Optional.empty()
                : Optional.of(next.toInstant(change.getOffsetAfter()));
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

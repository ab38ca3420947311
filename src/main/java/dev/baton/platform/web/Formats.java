package dev.baton.platform.web;

import dev.baton.platform.web.chart.Scale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Numbers, money, durations and times as the reader of this request writes them: {@code #formats}
 * in templates. What leaves the screen (CSV, JSON) never passes here.
 */
@Component
public class Formats {

    private static final int NANO_DIGITS = 9;
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final long ABBREVIATED_FROM = 10_000;

    /** What distances in time are told in, each up to so many. */
    private static final List<Span> SPANS =
            List.of(
                    new Span("s", Duration.ofSeconds(1), 60),
                    new Span("min", Duration.ofMinutes(1), 60),
                    new Span("h", Duration.ofHours(1), 24),
                    new Span("d", Duration.ofDays(1), 30));

    private final MessageSource messages;
    private final Clock clock;

    Formats(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** All digits, grouped: 1,234,567. */
    public String number(long value) {
        return NumberFormat.getIntegerInstance(locale()).format(value);
    }

    /** The same, or a dash for one that nobody can tell. */
    public String number(OptionalLong value) {
        return value.isPresent() ? number(value.getAsLong()) : "–";
    }

    /** All digits, counted up to a number: 1,000+ for whatever is above. */
    public String number(long value, long most) {
        return value > most ? number(most) + "+" : number(value);
    }

    /** At most the given number of decimals, no trailing zeros. */
    public String decimal(double value, int decimals) {
        var format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }

    /** A share between 0 and 1 as a percentage; one decimal while it says something. */
    public String percent(double share) {
        var format = NumberFormat.getPercentInstance(locale());
        format.setMaximumFractionDigits(share > 0 && share < 1 ? 1 : 0);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(share);
    }

    /** A big number abbreviated from ten thousand on, with all its digits to show on hover. */
    public Figure tokens(long value) {
        return new Figure(
                Math.abs(value) < ABBREVIATED_FROM ? number(value) : compact(value), number(value));
    }

    /**
     * An amount of nano-units: two decimals from one unit on, up to four below, two significant
     * digits below a cent, so that a cheap call never shows as free.
     */
    public Figure money(long nanos, String currency) {
        var amount = BigDecimal.valueOf(nanos, NANO_DIGITS);
        return new Figure(
                withUnit(fixed(rounded(amount), 2), currency),
                withUnit(fixed(amount.stripTrailingZeros(), 2), currency));
    }

    /** The scale of a chart that counts things. */
    public Scale counts(@Nullable String unit) {
        return new Scale(unit, true, it -> tokens((long) it).text(), it -> number((long) it));
    }

    /** The scale of a chart of money; its values are nano-units. */
    public Scale amounts(String currency) {
        return new Scale(
                currency,
                false,
                it -> axisAmount((long) it),
                it -> money((long) it, currency).text());
    }

    /** The scale of a chart of durations; its values are milliseconds. */
    public Scale millis() {
        return new Scale(null, true, it -> millis((long) it), it -> millis((long) it));
    }

    /** The scale of a chart of shares between 0 and 1. */
    public Scale shares() {
        return new Scale(null, false, this::percent, this::percent);
    }

    public String duration(Duration duration) {
        return millis(duration.toMillis());
    }

    /** 340 ms, 3.4 s, 2 min 5 s, 3 h 20 min, 2 d 4 h: two units at most. */
    public String millis(long millis) {
        if (millis < 1000) {
            return unit("ms", number(millis));
        }
        if (millis < 60_000) {
            return unit("s", decimal(millis / 1000.0, 1));
        }
        var length = Duration.ofMillis(millis);
        if (length.toHours() < 1) {
            return pair("min", length.toMinutes(), "s", length.toSecondsPart());
        }
        return length.toDays() < 1
                ? pair("h", length.toHours(), "min", length.toMinutesPart())
                : pair("d", length.toDays(), "h", length.toHoursPart());
    }

    /** The time as the viewer asked for it (relative, own zone, UTC), with the exact one beside. */
    public Moment time(@Nullable Instant instant, String style) {
        if (instant == null) {
            return new Moment("–", "", "", "");
        }
        var text =
                switch (style) {
                    case "local" -> dateTime(instant, zone());
                    case "utc" -> dateTime(instant, ZoneOffset.UTC);
                    default -> relative(instant);
                };
        return new Moment(
                text, exact(instant), dateTime(instant, ZoneOffset.UTC), instant.toString());
    }

    /**
     * 3 min ago, in 2 h; a date from a month away on. What is past is told in full units, what lies
     * ahead in the nearest: in 2 h for 1 h 59 min.
     */
    public String relative(Instant instant) {
        var ahead = Duration.between(clock.instant(), instant);
        if (ahead.abs().toSeconds() < 10) {
            return text("layout.time.now");
        }
        var way = ahead.isPositive() ? "in" : "ago";
        for (var span : SPANS) {
            var count = ahead.isPositive() ? span.nearest(ahead) : span.full(ahead.abs());
            if (count < span.most()) {
                return text("layout.time." + way + "." + span.unit(), number(count));
            }
        }
        return date(instant);
    }

    /** Date and time in the viewer's zone, and in UTC: what a relative time shows on hover. */
    public String exact(Instant instant) {
        var local = dateTime(instant, zone());
        var utc = dateTime(instant, ZoneOffset.UTC);
        return local.equals(utc) ? utc : local + " · " + utc;
    }

    /** From when to when, by the clocks of a zone; a date is told once. */
    public String span(Instant from, Instant to, ZoneId zone) {
        var first = from.atZone(zone);
        var last = to.atZone(zone);
        var clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        var day = date(first.toLocalDate());
        return first.toLocalDate().equals(last.toLocalDate())
                ? "%s %s – %s".formatted(day, clock.format(first), clock.format(last))
                : "%s %s – %s %s"
                        .formatted(
                                day,
                                clock.format(first),
                                date(last.toLocalDate()),
                                clock.format(last));
    }

    public String date(Instant instant) {
        return date(instant.atZone(zone()).toLocalDate());
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale())
                .format(date);
    }

    /** A month by its name, with its year. */
    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", locale()).format(month);
    }

    /** A day without its year, short enough for an axis. */
    public String day(LocalDate date) {
        return DateTimeFormatter.ofPattern("d MMM", locale()).format(date);
    }

    /** An id shortened in its middle; one that is short anyway stays whole. */
    public String shortId(String id) {
        return id.length() <= 13 ? id : id.substring(0, 6) + "…" + id.substring(id.length() - 4);
    }

    private String dateTime(Instant instant, ZoneId zone) {
        var time = ZonedDateTime.ofInstant(instant, zone);
        var name = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return "%s %s %s"
                .formatted(
                        date(time.toLocalDate()),
                        DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(time),
                        name);
    }

    private String compact(long value) {
        var format = NumberFormat.getCompactNumberInstance(locale(), NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    private String axisAmount(long nanos) {
        var amount = BigDecimal.valueOf(nanos, NANO_DIGITS);
        if (amount.abs().compareTo(BigDecimal.valueOf(ABBREVIATED_FROM)) >= 0) {
            return compact(amount.longValue());
        }
        return amount.stripTrailingZeros().scale() <= 0
                ? number(amount.longValue())
                : fixed(rounded(amount), 2);
    }

    private static BigDecimal rounded(BigDecimal amount) {
        var size = amount.abs();
        if (amount.signum() == 0 || size.compareTo(BigDecimal.ONE) >= 0) {
            return amount.setScale(2, RoundingMode.HALF_UP);
        }
        if (size.compareTo(new BigDecimal("0.01")) >= 0) {
            return amount.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
        }
        var firstDigit = amount.scale() - amount.precision() + 1;
        return amount.setScale(firstDigit + 1, RoundingMode.UP).stripTrailingZeros();
    }

    private String fixed(BigDecimal amount, int decimals) {
        var format = NumberFormat.getNumberInstance(locale());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(NANO_DIGITS);
        return format.format(amount);
    }

    private String pair(String big, long bigValue, String small, int smallValue) {
        var text = unit(big, number(bigValue));
        return smallValue == 0 ? text : text + " " + unit(small, number(smallValue));
    }

    private String unit(String unit, String value) {
        return text("layout.unit." + unit, value);
    }

    private static String withUnit(String number, String unit) {
        return number + NO_BREAK_SPACE + unit;
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale());
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    private static ZoneId zone() {
        return LocaleContextHolder.getTimeZone().toZoneId();
    }

    private record Span(String unit, Duration length, long most) {

        private long full(Duration distance) {
            return distance.dividedBy(length);
        }

        private long nearest(Duration distance) {
            return distance.plus(length.dividedBy(2)).dividedBy(length);
        }
    }

    /** A figure as shown, and to the last digit. */
    public record Figure(String text, String exact) {

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A point in time as shown, with the exact one for hover and the one for machines.
     *
     * @param utc date and time in UTC, for whoever asks for it
     * @param iso empty when there is no time to tell
     */
    public record Moment(String text, String exact, String utc, String iso) {}
}

package dev.baton.trigger;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says the five fields of a schedule in plain words of each language. */
@Component
public class CronWords {

    private static final String ANY = "*";
    private static final int MOST_TIMES = 6;
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");

    private final MessageSource texts;

    CronWords(MessageSource texts) {
        this.texts = texts;
    }

    /** Of a text that {@link Cron#parse} took. */
    public String of(String cron, Locale language) {
        var fields = cron.strip().toUpperCase(Locale.ROOT).replace('?', '*').split("\\s+");
        var parts = new ArrayList<String>();
        parts.add(times(fields[0], fields[1], language));
        if (!fields[2].equals(ANY)) {
            parts.add(
                    say(
                            language,
                            "day-of-month",
                            list(fields[2], language, each -> dayOfMonth(each, language))));
        }
        if (!fields[4].equals(ANY)) {
            parts.add(weekdays(fields[4], language));
        }
        if (!fields[3].equals(ANY)) {
            parts.add(
                    say(
                            language,
                            "month",
                            list(fields[3], language, each -> month(each, language))));
        }
        if (parts.size() == 1 && isAtTimes(fields[0], fields[1])) {
            parts.add(say(language, "daily"));
        }
        return String.join(say(language, "comma"), parts);
    }

    private String times(String minute, String hour, Locale language) {
        if (isAtTimes(minute, hour)) {
            var times = new ArrayList<LocalTime>();
            for (var h : hour.split(",")) {
                for (var m : minute.split(",")) {
                    times.add(LocalTime.of(Integer.parseInt(h), Integer.parseInt(m)));
                }
            }
            if (times.size() <= MOST_TIMES) {
                return at(times, language);
            }
        }
        var minutes = minutes(minute, language);
        if (hour.equals(ANY)) {
            return minute.equals("0") ? say(language, "hourly") : minutes;
        }
        return minutes + say(language, "comma") + hours(hour, language);
    }

    /** Where one o'clock is singular, each time needs a word of its own beside it. */
    private String at(List<LocalTime> times, Locale language) {
        if (times.stream().noneMatch(CronWords::isOne)) {
            return say(
                    language,
                    "at",
                    joined(times.stream().map(LocalTime::toString).toList(), language));
        }
        return joined(
                times.stream()
                        .map(time -> say(language, isOne(time) ? "at.one" : "at", time.toString()))
                        .toList(),
                language);
    }

    private static boolean isOne(LocalTime time) {
        return time.getHour() == 1;
    }

    private static boolean isAtTimes(String minute, String hour) {
        return minute.matches("[0-9]+(,[0-9]+)*") && hour.matches("[0-9]+(,[0-9]+)*");
    }

    private String minutes(String field, Locale language) {
        if (field.equals(ANY)) {
            return say(language, "every-minute");
        }
        return field.matches("(\\*|0)/[0-9]+")
                ? say(language, "every-minutes", step(field))
                : say(language, "at-minutes", list(field, language, each -> each));
    }

    private String hours(String field, Locale language) {
        return field.matches("(\\*|0)/[0-9]+")
                ? say(language, "every-hours", step(field))
                : say(language, "in-hours", list(field, language, each -> each));
    }

    private String weekdays(String field, Locale language) {
        return switch (field) {
            case "1-5", "MON-FRI" -> say(language, "weekdays");
            case "0,6", "6,0", "6-7", "SAT,SUN", "SUN,SAT", "SAT-SUN" -> say(language, "weekend");
            default -> onWeekdays(field, language);
        };
    }

    /** Days that stand by themselves have forms that a span's have not: in Spanish a plural. */
    private String onWeekdays(String field, Locale language) {
        if (!field.contains("-") && !field.contains("/")) {
            var days = list(field, language, each -> onWeekday(each, language));
            return say(language, "on-weekdays", days);
        }
        var isOneSpan = !field.contains(",") && !field.contains("/");
        return say(
                language,
                isOneSpan ? "on-weekdays.span" : "on-weekdays.mixed",
                list(field, language, each -> weekday(each, language)));
    }

    private String onWeekday(String each, Locale language) {
        var day = day(each);
        return day == null ? each : say(language, "on-weekday." + day.getValue());
    }

    /** Items, spans and steps in words; what is rarer stays as it is written. */
    private String list(String field, Locale language, Function<String, String> name) {
        var items = new ArrayList<String>();
        for (var item : field.split(",")) {
            var step = item.split("/", 2);
            var span = step[0].split("-", 2);
            var words =
                    step[0].equals(ANY)
                            ? say(language, "all")
                            : span.length == 2
                                    ? say(
                                            language,
                                            "span",
                                            name.apply(span[0]),
                                            name.apply(span[1]))
                                    : name.apply(step[0]);
            items.add(step.length == 2 ? say(language, "step", words, step[1]) : words);
        }
        return joined(items, language);
    }

    private String joined(List<String> items, Locale language) {
        return items.size() == 1
                ? items.getFirst()
                : say(
                        language,
                        "and",
                        items.stream().limit(items.size() - 1L).collect(Collectors.joining(", ")),
                        items.getLast());
    }

    private String dayOfMonth(String each, Locale language) {
        return each.equals("L") ? say(language, "last-day") : each;
    }

    private static String weekday(String each, Locale language) {
        var day = day(each);
        return day == null ? each : day.getDisplayName(TextStyle.FULL_STANDALONE, language);
    }

    /** Null for what is rarer than the name or the number of a day. */
    private static @Nullable DayOfWeek day(String each) {
        var number = each.matches("[0-7]") ? Integer.parseInt(each) : DAYS.indexOf(each);
        return number < 0 ? null : DayOfWeek.of(number == 0 ? 7 : number);
    }

    private static String month(String each, Locale language) {
        var number = each.matches("[0-9]{1,2}") ? Integer.parseInt(each) : MONTHS.indexOf(each) + 1;
        return number < 1
                ? each
                : Month.of(number).getDisplayName(TextStyle.FULL_STANDALONE, language);
    }

    private static String step(String field) {
        return field.substring(field.indexOf('/') + 1);
    }

    private String say(Locale language, String what, Object... with) {
        return texts.getMessage("cron." + what, with, language);
    }
}

package dev.baton.workflow;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and a unit, such as {@code 90s}, or ISO 8601. */
public final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * @throws IllegalArgumentException when it is neither, or negative
     */
    public static Duration parse(String text) {
        var simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            var unit = Objects.requireNonNull(UNITS.get(simple.group(2)));
            return unit.multipliedBy(Long.parseLong(simple.group(1)));
        }
        try {
            var duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException(text + " is negative");
            }
            return duration;
        } catch (DateTimeParseException notIso) {
            throw new IllegalArgumentException(text + " is not a duration", notIso);
        }
    }
}

package dev.baton.workflow;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as workflows write them: a number and its unit, {@code 250ms}, {@code 90s}, {@code 5m},
 * {@code 1.5h}, {@code 2d}, or ISO 8601, {@code PT1H30M}.
 */
public final class DurationText {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)(ms|s|m|h|d)");

    private DurationText() {}

    /** Empty when the text is none. */
    public static Optional<Duration> read(String text) {
        var written = SHORT.matcher(text.strip());
        if (written.matches()) {
            var nanos = Double.parseDouble(written.group(1)) * unit(written.group(2)).toNanos();
            return nanos < Long.MAX_VALUE
                    ? Optional.of(Duration.ofNanos(Math.round(nanos)))
                    : Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text.strip())).filter(each -> !each.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}

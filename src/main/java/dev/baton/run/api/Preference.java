package dev.baton.run.api;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a caller prefers (RFC 7240). */
final class Preference {

    private static final int MOST_SECONDS = 60;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");

    private Preference() {}

    /** How long the caller would wait for the end; null when it did not say. */
    static @Nullable Duration wait(@Nullable String header) {
        if (header == null) {
            return null;
        }
        return Arrays.stream(header.split(","))
                .map(each -> each.split(";")[0].strip().toLowerCase(Locale.ROOT))
                .filter(each -> each.startsWith("wait=") || each.equals("wait"))
                .findFirst()
                .map(Preference::seconds)
                .orElse(null);
    }

    private static Duration seconds(String preference) {
        var text = preference.substring(Math.min(preference.length(), "wait=".length()));
        if (!SECONDS.matcher(text).matches() || Integer.parseInt(text) > MOST_SECONDS) {
            throw new BadInput(
                    "invalid_request",
                    "Prefer: wait is a number of seconds, %d at most.".formatted(MOST_SECONDS),
                    new FieldProblem(
                            "Prefer", "invalid", "wait is 0 to " + MOST_SECONDS + " seconds"));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}

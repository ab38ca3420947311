package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.DurationText;
import dev.baton.workflow.ExpressionFailed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** When a wait is over by itself. */
final class Waits {

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private Waits() {}

    /** Null for never. */
    static @Nullable Instant due(
            Action.Wait wait, Map<String, @Nullable Object> bound, Instant now) {
        if (wait.until() != null) {
            return atMost(time(String.valueOf(wait.until().render(bound))));
        }
        return wait.duration() == null
                ? null
                : after(String.valueOf(wait.duration().render(bound)), now);
    }

    /** What lies beyond the calendar of a database is as good as its end. */
    private static Instant atMost(Instant time) {
        return time.isAfter(LAST) ? LAST : time;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notTime) {
            throw new ExpressionFailed("'" + text + "' is not an RFC 3339 time");
        }
    }

    private static Instant after(String text, Instant now) {
        return DurationText.read(text)
                .map(length -> later(now, length))
                .orElseThrow(() -> new ExpressionFailed("'" + text + "' is not a duration"));
    }

    private static Instant later(Instant now, Duration length) {
        return length.compareTo(Duration.between(now, LAST)) < 0 ? now.plus(length) : LAST;
    }
}

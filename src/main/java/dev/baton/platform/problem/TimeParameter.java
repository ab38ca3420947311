package dev.baton.platform.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times that callers may name: those that the database can name too. */
public final class TimeParameter {

    /** The last quarter of an hour that a database can name. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:45:00Z");

    private TimeParameter() {}

    /**
     * @param time null where none was named
     * @throws BadInput before 1970 or after the year 9999
     */
    public static void requireInRange(String parameter, @Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LAST))) {
            throw new BadInput(
                    "invalid_parameter",
                    "The parameter " + parameter + " is out of range.",
                    new FieldProblem(
                            parameter, "out_of_range", "from " + Instant.EPOCH + " to " + LAST));
        }
    }
}

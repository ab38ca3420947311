package dev.baton.run;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.Trace;

import org.jspecify.annotations.Nullable;

/**
 * How a run is to go on as another run.
 *
 * @param title of the new run; null for that of the other
 * @param reason why it is to go on so, 500 characters at most; null or blank for none
 * @param from what it begins with
 * @param key idempotency key; null for none
 */
public record NewFork(
        @Nullable String title,
        @Nullable String reason,
        ForkPoint from,
        @Nullable RunKey key,
        Trace trace) {

    public static final int LONGEST_REASON = 500;

    public NewFork {
        reason = reason(reason);
    }

    /** Null for a blank one. */
    static @Nullable String reason(@Nullable String given) {
        var reason = given == null || given.isBlank() ? null : given.strip();
        if (reason != null && reason.length() > LONGEST_REASON) {
            var limit = "at most " + LONGEST_REASON + " characters";
            throw new BadInput(
                    "invalid_request",
                    "reason: " + limit + ".",
                    new FieldProblem("reason", "too_long", limit));
        }
        return reason;
    }
}

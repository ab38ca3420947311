package dev.baton.run;

import java.util.Locale;

/**
 * Where a replay began to go its own way.
 *
 * @param step path of the first step for which nothing was recorded that fits it
 */
public record Divergence(String step, Why why) {

    /** Why nothing fitted. */
    public enum Why {
        /** It acts with something else. */
        ARGUMENTS,
        /** Its agent is configured otherwise, has another version of its template, or is gone. */
        DEFINITION,
        /** The other run has not done it. */
        ABSENT,
        /** The other run has begun it, and not come to its end. */
        UNFINISHED,
        /** The run that it began went its own way. */
        RUN;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

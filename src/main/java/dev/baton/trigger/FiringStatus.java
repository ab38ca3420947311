package dev.baton.trigger;

import java.util.Locale;

/** What became of a firing. */
public enum FiringStatus {
    /** It waits for its turn. */
    PENDING,
    /** Its run began. */
    STARTED,
    /** Its run has ended as well. */
    OVER,
    /** No run began. */
    SKIPPED;

    /** As the API writes it; whether the run has ended, the run says. */
    public String wire() {
        return (this == OVER ? STARTED : this).name().toLowerCase(Locale.ROOT);
    }

    public boolean hasRun() {
        return this == STARTED || this == OVER;
    }
}

package dev.baton.trigger;

import java.util.Locale;

/** What became of a firing. */
public enum FiringStatus {
    /** It waits for its turn. */
    PENDING,
    /** Its run began. */
    STARTED,
    /** No run began. */
    SKIPPED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

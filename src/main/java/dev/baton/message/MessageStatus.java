package dev.baton.message;

import java.util.Locale;

/** Where a message stands. */
public enum MessageStatus {
    /** Accepted for later; some instance will answer it. */
    QUEUED,
    COMPLETED,
    FAILED,
    /** The caller left before the answer was complete. */
    CANCELLED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinal() {
        return this != QUEUED;
    }
}

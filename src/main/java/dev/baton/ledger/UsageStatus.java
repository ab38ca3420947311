package dev.baton.ledger;

import java.util.Locale;

/** How a call ended. */
public enum UsageStatus {
    COMPLETED,
    FAILED,
    /** The caller left; what had come by then is billed. */
    CANCELLED,
    /** The instance died during the call; billed at its worst case. */
    INTERRUPTED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

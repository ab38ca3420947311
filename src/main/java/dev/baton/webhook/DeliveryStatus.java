package dev.baton.webhook;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Will be sent, or sent again. */
    PENDING,
    DELIVERED,
    /** All attempts failed; only a person sends it again. */
    EXHAUSTED,
    /** Its endpoint is paused or disabled. */
    HELD;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

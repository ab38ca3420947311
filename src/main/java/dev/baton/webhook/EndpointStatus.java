package dev.baton.webhook;

import java.util.Locale;

/** Whether events are sent to an endpoint; where they are not, they are held while events are kept. */
public enum EndpointStatus {
    ACTIVE,
    /** By a person. */
    PAUSED,
    /** By Baton: the receiver said it is gone, or failed for days. */
    DISABLED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.baton.trigger;

import java.util.Locale;

/** Whether a trigger fires. */
public enum TriggerStatus {
    ACTIVE,
    /** Somebody wanted it so. */
    PAUSED,
    /** Whoever changed it last may not begin runs any more. */
    STOPPED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.baton.trigger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    public static Optional<TriggerStatus> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}

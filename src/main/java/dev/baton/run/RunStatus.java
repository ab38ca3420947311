package dev.baton.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a run stands. */
public enum RunStatus {
    /** Taken in, not begun. */
    PENDING,
    RUNNING,
    /** Nothing is under way: a pause before a retry, a wait for time, a signal or another run. */
    WAITING,
    /** Nothing is under way until people decide. */
    WAITING_APPROVAL,
    /** Somebody stopped it for now. */
    PAUSED,
    /** It has failed, and what it did is being undone. */
    COMPENSATING,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    /** Whether nothing will happen any more. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED || this == TIMED_OUT;
    }

    /** As the API writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RunStatus> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}

package dev.baton.run;

import java.util.Locale;

/** Where a step of a run stands. */
public enum StepStatus {
    /** What it comes after has not ended. */
    PENDING,
    RUNNING,
    /** An attempt failed, the next one is due later. */
    RETRYING,
    /** For time, a signal, another run, or a place at its agent. */
    WAITING,
    WAITING_APPROVAL,
    COMPLETED,
    /** Also when the run went on without it. */
    FAILED,
    /** Not needed: its condition was false, or no branch led to it. */
    SKIPPED,
    /** Begun and given up, because it was not needed any more. */
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == SKIPPED || this == CANCELLED;
    }

    /** As the API writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

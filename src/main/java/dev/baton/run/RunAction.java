package dev.baton.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What may be done to many runs at once. */
public enum RunAction {
    CANCEL(status -> !status.isFinal()),
    PAUSE(status -> !status.isFinal() && status != RunStatus.PAUSED),
    RESUME(status -> status == RunStatus.PAUSED),
    RETRY(status -> status == RunStatus.FAILED || status == RunStatus.TIMED_OUT),
    RESTART(RunStatus::isFinal),
    /** With the newest version of the workflow. */
    RESTART_NEWEST(RunStatus::isFinal),
    PRIORITY(status -> !status.isFinal());

    private final List<RunStatus> statuses;

    RunAction(Predicate<RunStatus> isFor) {
        this.statuses = Arrays.stream(RunStatus.values()).filter(isFor).toList();
    }

    /** Of the runs that it is for. */
    List<RunStatus> statuses() {
        return statuses;
    }

    /** Whether other runs begin by it, which cost. */
    public boolean begins() {
        return this == RETRY || this == RESTART || this == RESTART_NEWEST;
    }

    /** As the API writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RunAction> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}

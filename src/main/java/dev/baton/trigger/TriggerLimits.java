package dev.baton.trigger;

import java.util.List;

/** How much may be said of a trigger, by the API and on its pages alike. */
public final class TriggerLimits {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_TITLE = 200;
    public static final int LARGEST_INPUT = 64 * 1024;
    public static final int LONGEST_FILTER = 2_000;
    public static final int LONGEST_REASON = 300;

    /** Requests a minute that a webhook may take. */
    public static final int FASTEST = 6_000;

    public static final int USUAL_PACE = 60;

    /** How a run may end that makes another begin. */
    public static final List<String> ENDS = List.of("completed", "failed", "cancelled");

    /** The kinds of triggers, as the API writes them. */
    public static final List<String> KINDS = List.of("schedule", "event", "run_end", "webhook");

    private TriggerLimits() {}
}

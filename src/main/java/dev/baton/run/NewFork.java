package dev.baton.run;

import dev.baton.platform.trace.Trace;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How a run is to go on as another run.
 *
 * @param title of the new run; null for that of the other
 * @param reason why it is to go on so; null for none
 * @param fromStep id of the step of the run that is executed again, with all that come after it;
 *     null for none
 * @param version of the other's state that the new one begins with; null for the latest
 * @param variables that are set first; null removes one
 * @param graph JSON of another graph, in which the steps that are not executed again are the same;
 *     null for the same graph
 * @param key idempotency key; null for none
 */
public record NewFork(
        @Nullable String title,
        @Nullable String reason,
        @Nullable String fromStep,
        @Nullable Integer version,
        Map<String, @Nullable Object> variables,
        @Nullable String graph,
        @Nullable RunKey key,
        Trace trace) {

    public static final int LONGEST_REASON = 500;
}

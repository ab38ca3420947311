package dev.baton.run;

import dev.baton.platform.trace.Trace;
import dev.baton.work.Priority;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to begin.
 *
 * @param title what it is to be called; null for nothing
 * @param graph JSON of the graph to execute
 * @param input what expressions see as {@code input}
 * @param key idempotency key; null for none
 */
public record NewRun(
        @Nullable String title,
        String graph,
        Map<String, Object> input,
        Priority priority,
        @Nullable RunKey key,
        Trace trace) {}

package dev.baton.run;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.trace.Trace;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How a run is to be replayed.
 *
 * @param title of the new run; null for that of the other
 * @param reason why, {@link NewFork#LONGEST_REASON} characters at most; null or blank for none
 * @param input in place of the other's; null for the same
 * @param graph JSON of another graph; null for the same, or the newest version
 * @param newestVersion whether the newest version of the other's workflow is executed
 * @param key idempotency key; null for none
 */
public record NewReplay(
        @Nullable String title,
        @Nullable String reason,
        @Nullable Map<String, Object> input,
        @Nullable String graph,
        boolean newestVersion,
        AfterDivergence after,
        @Nullable RunKey key,
        Trace trace) {

    public NewReplay {
        reason = NewFork.reason(reason);
        if (graph != null && newestVersion) {
            var told = "only one of graph and newest_version";
            throw new BadInput(
                    "invalid_request",
                    "graph: " + told + ".",
                    new FieldProblem("graph", "conflict", told));
        }
    }
}

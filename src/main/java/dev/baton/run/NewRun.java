package dev.baton.run;

import dev.baton.planner.Plan;
import dev.baton.platform.Ids;
import dev.baton.platform.trace.Trace;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.UUID;

/**
 * A run to begin.
 *
 * @param title what it is to be called; null for nothing
 * @param graph JSON of the graph to execute
 * @param workflow whose version that is; null for a graph of its own
 * @param input what expressions see as {@code input}
 * @param costCap in nano-units of the tenant's currency; null for the graph's own limit alone
 * @param key idempotency key; null for none
 * @param parent whose step begins it; null for none
 * @param plan that it carries out, beside which it is to be seen; null for none
 * @param from the run that it comes from; null for none
 */
public record NewRun(
        UUID id,
        @Nullable String title,
        String graph,
        @Nullable WorkflowRef workflow,
        Map<String, Object> input,
        Priority priority,
        @Nullable Long costCap,
        @Nullable RunKey key,
        @Nullable RunParent parent,
        @Nullable Plan plan,
        Trace trace,
        @Nullable ForkedFrom from) {

    public static final int LONGEST_TITLE = 200;

    /** One that comes from no other. */
    public NewRun(
            UUID id,
            @Nullable String title,
            String graph,
            @Nullable WorkflowRef workflow,
            Map<String, Object> input,
            Priority priority,
            @Nullable Long costCap,
            @Nullable RunKey key,
            @Nullable RunParent parent,
            @Nullable Plan plan,
            Trace trace) {
        this(id, title, graph, workflow, input, priority, costCap, key, parent, plan, trace, null);
    }

    /** The same, coming from another run. */
    NewRun from(ForkedFrom other) {
        return new NewRun(
                id, title, graph, workflow, input, priority, costCap, key, parent, plan, trace,
                other);
    }

    /** The same, carrying out a plan. */
    public NewRun of(Plan carriedOut) {
        return new NewRun(
                id,
                title,
                graph,
                workflow,
                input,
                priority,
                costCap,
                key,
                parent,
                carriedOut,
                trace,
                from);
    }

    /**
     * The same, costing no more.
     *
     * @param nanos in nano-units of the tenant's currency; null for the graph's own limit alone
     */
    public NewRun upTo(@Nullable Long nanos) {
        return new NewRun(
                id, title, graph, workflow, input, priority, nanos, key, parent, plan, trace, from);
    }

    /** Of a graph or a workflow's version, for somebody who asks for it. */
    public static NewRun of(
            @Nullable String title,
            String graph,
            @Nullable WorkflowRef workflow,
            Map<String, Object> input,
            Priority priority,
            @Nullable RunKey key,
            Trace trace) {
        return new NewRun(
                Ids.next(), title, graph, workflow, input, priority, null, key, null, null, trace);
    }
}

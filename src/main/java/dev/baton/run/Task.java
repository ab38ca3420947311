package dev.baton.run;

import dev.baton.planner.Plan;
import dev.baton.planner.PlanBy;
import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Something that is to be done, by where its steps come from. */
public sealed interface Task {

    /** In plain words, of which a plan is made first. */
    record Words(String text, Strategy strategy, PlanBy planner) implements Task {}

    /**
     * The steps of a graph.
     *
     * @param name of its workflow; null for a graph of its own
     * @param graph as JSON
     * @param workflow whose version that is; null for a draft, and for a graph of its own
     * @param input that the graph begins with
     * @param strategy that agents are chosen by where it is planned
     */
    record Steps(
            @Nullable String name,
            String graph,
            @Nullable WorkflowRef workflow,
            Map<String, Object> input,
            Strategy strategy)
            implements Task {}

    /**
     * Exactly a plan that somebody has seen.
     *
     * @param name of the workflow whose graph it is; null for none
     * @param workflow whose version that is; null where it is no version's
     */
    record Planned(Plan plan, @Nullable String name, @Nullable WorkflowRef workflow)
            implements Task {

        public Planned(Plan plan) {
            this(plan, null, null);
        }
    }
}

package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.run.Task;
import dev.baton.run.WorkflowRef;
import dev.baton.selection.Strategy;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A graph of somebody's own that is to be carried out.
 *
 * @param name of its workflow
 * @param json the graph as canonical JSON
 * @param version null for a draft
 */
record TaskGraph(String name, Graph graph, String json, @Nullable WorkflowRef version) {

    Task.Steps with(Map<String, Object> input, Strategy strategy) {
        return new Task.Steps(name, json, version, input, strategy);
    }

    /** Exactly this plan, as one of its workflow where the graph is still the same. */
    Task.Planned exactly(Plan plan) {
        return json.equals(plan.graphJson())
                ? new Task.Planned(plan, name, version)
                : new Task.Planned(plan);
    }
}

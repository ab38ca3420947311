package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a run does: a checked graph of steps, read from its JSON. Two of the same JSON are alike.
 *
 * @param input JSON Schema that a run's input must fit; empty for any object
 * @param variables what the run's variables are at its start, by name
 * @param tools requests with declared parameters, by name
 * @param scope the steps
 * @param output the run's result; null for the results of its last steps
 */
public record Graph(
        Map<String, Object> input,
        Map<String, Object> variables,
        Map<String, Tool> tools,
        Scope scope,
        @Nullable Template output,
        RunLimits limits) {

    /** A tool that the graph has: its steps name no others. */
    public Tool tool(String name) {
        var tool = tools.get(name);
        if (tool == null) {
            throw new IllegalStateException("The graph has no tool " + name);
        }
        return tool;
    }

    /**
     * Steps that run together and see each other's results: those of the run, or those of a map or
     * loop, once for each item or round.
     *
     * @param steps as they are written; a step may wait for one that stands below it
     */
    public record Scope(List<Step> steps) {}
}

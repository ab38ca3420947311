package dev.baton.run;

import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Whether what a step would give a tool is what the tool takes. */
final class ToolArguments {

    private ToolArguments() {}

    /**
     * Why a step may not act with these; null when it may, or uses no tool.
     *
     * @param arguments what the step acts with, as they are kept
     */
    static @Nullable StepError refusal(Graph graph, Action action, @Nullable Object arguments) {
        if (!(action instanceof Action.UseTool(var name, var _))) {
            return null;
        }
        var given = arguments instanceof Map<?, ?> kept ? kept.get("arguments") : null;
        return JsonSchemas.findings(graph.tool(name).parameters(), given).stream()
                .findFirst()
                .map(
                        finding ->
                                new StepError(
                                        "arguments_invalid",
                                        "The tool %s does not take these: arguments%s: %s"
                                                .formatted(
                                                        name, finding.field(), finding.message())))
                .orElse(null);
    }
}

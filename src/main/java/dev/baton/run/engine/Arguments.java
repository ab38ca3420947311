package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What exactly a step acts with: its templates, rendered. These are kept and shown, and approved
 * where that is asked.
 */
public final class Arguments {

    private Arguments() {}

    /**
     * What a step that uses a tool would act with if it gave the tool other arguments; empty when
     * the step is over.
     *
     * @param run what expressions see as {@code run}
     * @throws dev.baton.workflow.ExpressionFailed when the tool can make no request of them
     */
    public static Optional<Map<String, Object>> ofTool(
            RunState state, Map<String, Object> run, String path, @Nullable Object with) {
        var scope = state.steps().scope(StepPath.of(path).scope());
        if (scope == null
                || !(state.index().definition(path).action()
                        instanceof Action.UseTool(var name, var _))) {
            return Optional.empty();
        }
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        tool(name, with, state.index().graph(), new Bindings(state, run).in(scope), arguments);
        return Optional.of(arguments);
    }

    static Map<String, Object> of(
            Action action, Graph graph, Map<String, @Nullable Object> bindings) {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        switch (action) {
            case Action.Agent agent -> agent(agent, bindings, arguments);
            case Action.Http http -> http(http, bindings, arguments);
            case Action.UseTool(var name, var given) ->
                    tool(name, given.render(bindings), graph, bindings, arguments);
            case Action.SubWorkflow(var workflow, var version, var input) -> {
                arguments.put("workflow", workflow);
                put(arguments, "version", version == null ? null : version.longValue());
                arguments.put("input", input.render(bindings));
            }
            default -> throw new IllegalArgumentException(action.kind() + " does not act");
        }
        return arguments;
    }

    private static void tool(
            String name,
            @Nullable Object with,
            Graph graph,
            Map<String, @Nullable Object> bindings,
            Map<String, @Nullable Object> arguments) {
        arguments.put("tool", name);
        arguments.put("arguments", with);
        var bound = new HashMap<>(bindings);
        bound.put("arguments", with);
        http(graph.tool(name).request(), bound, arguments);
    }

    private static void agent(
            Action.Agent agent,
            Map<String, @Nullable Object> bindings,
            Map<String, @Nullable Object> arguments) {
        put(arguments, "agent", rendered(agent.agent(), bindings));
        put(arguments, "capability", agent.capability());
        put(arguments, "messages", rendered(agent.messages(), bindings));
        if (!agent.variables().isEmpty()) {
            var variables = new LinkedHashMap<String, @Nullable Object>();
            agent.variables().forEach((name, value) -> variables.put(name, value.render(bindings)));
            arguments.put("variables", variables);
        }
    }

    private static void http(
            Action.Http http,
            Map<String, @Nullable Object> bindings,
            Map<String, @Nullable Object> arguments) {
        arguments.put("method", http.method());
        arguments.put("url", http.url().render(bindings));
        if (!http.headers().isEmpty()) {
            var headers = new LinkedHashMap<String, @Nullable Object>();
            http.headers().forEach((name, value) -> headers.put(name, value.render(bindings)));
            arguments.put("headers", headers);
        }
        put(arguments, "body", rendered(http.body(), bindings));
    }

    private static @Nullable Object rendered(
            @Nullable Template template, Map<String, @Nullable Object> bindings) {
        return template == null ? null : template.render(bindings);
    }

    private static void put(
            Map<String, @Nullable Object> arguments, String name, @Nullable Object value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }
}

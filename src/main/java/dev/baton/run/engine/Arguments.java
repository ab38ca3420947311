package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Template;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What exactly a step acts with: its templates, rendered. These are kept and shown, and approved
 * where that is asked.
 */
final class Arguments {

    private Arguments() {}

    static Map<String, Object> of(
            Action action, Graph graph, Map<String, @Nullable Object> bindings) {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        switch (action) {
            case Action.Agent agent -> agent(agent, bindings, arguments);
            case Action.Http http -> http(http, bindings, arguments);
            case Action.UseTool(var name, var given) -> {
                var with = given.render(bindings);
                arguments.put("tool", name);
                arguments.put("arguments", with);
                var bound = new HashMap<>(bindings);
                bound.put("arguments", with);
                http(graph.tool(name).request(), bound, arguments);
            }
            case Action.SubWorkflow(var workflow, var version, var input) -> {
                arguments.put("workflow", workflow);
                put(arguments, "version", version == null ? null : version.longValue());
                arguments.put("input", input.render(bindings));
            }
            default -> throw new IllegalArgumentException(action.kind() + " does not act");
        }
        return arguments;
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

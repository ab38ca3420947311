package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that comes with Baton, to begin a workflow from. Its title and description are the texts
 * {@code workflow.template.<id>.title} and {@code …description}.
 *
 * @param id stable, {@code research-and-cite}
 * @param parameters variables of the graph that whoever begins from it may choose, agents above all
 * @param graph its JSON
 */
public record WorkflowTemplate(String id, List<String> parameters, Map<String, Object> graph) {

    /** What a parameter is when nothing is chosen. */
    public Map<String, @Nullable Object> defaults() {
        var defaults = new LinkedHashMap<String, @Nullable Object>();
        parameters.forEach(name -> defaults.put(name, variables().get(name)));
        return Collections.unmodifiableMap(defaults);
    }

    public String titleKey() {
        return "workflow.template." + id + ".title";
    }

    public String descriptionKey() {
        return "workflow.template." + id + ".description";
    }

    /**
     * The graph with parameters as chosen.
     *
     * @throws GraphRefused when it has no such parameter, or one is of another type than its
     *     default
     */
    public Map<String, Object> with(Map<String, ? extends @Nullable Object> chosen) {
        var findings = new ArrayList<GraphFinding>();
        var variables = new LinkedHashMap<>(variables());
        chosen.forEach(
                (name, value) -> {
                    if (!parameters.contains(name)) {
                        findings.add(
                                GraphFinding.of(
                                        Findings.at("/parameters", name),
                                        Fault.PARAMETER,
                                        String.join(", ", parameters)));
                    } else if (!isAlike(variables.get(name), value)) {
                        findings.add(
                                GraphFinding.of(
                                        Findings.at("/parameters", name), Fault.PARAMETER_TYPE));
                    } else {
                        variables.put(name, value);
                    }
                });
        if (!findings.isEmpty()) {
            throw new GraphRefused(findings);
        }
        var with = new LinkedHashMap<>(graph);
        with.put("variables", variables);
        return with;
    }

    private static boolean isAlike(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case String _ -> other instanceof String text && !text.isBlank();
            case Number _ -> other instanceof Number;
            case List<?> _ ->
                    other instanceof List<?> list
                            && !list.isEmpty()
                            && list.stream()
                                    .allMatch(each -> each instanceof String s && !s.isBlank());
            case null, default -> false;
        };
    }

    private Map<String, @Nullable Object> variables() {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        if (graph.get("variables") instanceof Map<?, ?> written) {
            written.forEach((name, value) -> variables.put(String.valueOf(name), value));
        }
        return variables;
    }
}

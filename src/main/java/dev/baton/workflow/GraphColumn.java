package dev.baton.workflow;

import java.util.Map;

/** A graph's JSON in its column. What was stored was in order. */
final class GraphColumn {

    private GraphColumn() {}

    static String write(Map<String, Object> graph) {
        return GraphJson.write(graph);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String json) {
        var findings = new Findings();
        if (GraphJson.parse(json, findings) instanceof Map<?, ?> graph) {
            return (Map<String, Object>) graph;
        }
        throw new IllegalStateException("A stored graph cannot be read: " + findings.all());
    }
}

package dev.baton.workflow;

import dev.baton.platform.json.CanonicalJson;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A graph's JSON while somebody works on it: it may have findings, but it is JSON within the
 * limits.
 */
public final class WorkflowDraft {

    private final Map<String, Object> graph;
    private final String hash;

    private WorkflowDraft(Map<String, Object> graph, String hash) {
        this.graph = graph;
        this.hash = hash;
    }

    /**
     * @throws GraphRefused when it is too large, too deep or has numbers that are
     */
    @SuppressWarnings("unchecked")
    public static WorkflowDraft of(Map<String, ? extends @Nullable Object> graph) {
        var findings = new Findings();
        var value = GraphJson.normalized(graph, findings);
        if (!findings.isEmpty() || value == null) {
            throw new GraphRefused(findings.all());
        }
        var canonical = CanonicalJson.write(value);
        if (canonical.getBytes(StandardCharsets.UTF_8).length > GraphReader.LARGEST) {
            throw new GraphRefused(List.of(GraphReader.tooLarge()));
        }
        return new WorkflowDraft((Map<String, Object>) value, CanonicalJson.hash(value));
    }

    /**
     * Of JSON text.
     *
     * @throws GraphRefused when it is no JSON, no object or beyond the limits
     */
    @SuppressWarnings("unchecked")
    public static WorkflowDraft parse(String json) {
        if (json.length() > GraphReader.LARGEST) {
            throw new GraphRefused(List.of(GraphReader.tooLarge()));
        }
        if (!(GraphEdit.parse(json) instanceof Map<?, ?> graph)) {
            throw new GraphRefused(List.of(GraphFinding.of("", Fault.NO_OBJECT)));
        }
        return of((Map<String, Object>) graph);
    }

    /** What makes another draft of this one. */
    public List<GraphChange> changesTo(WorkflowDraft other) {
        return GraphChanges.between(graph, other.graph);
    }

    /** As it was written, its members in their order. */
    public Map<String, Object> graph() {
        return graph;
    }

    /** Its JSON in lines, for people. */
    public String pretty() {
        return GraphJson.pretty(graph);
    }

    /** SHA-256 of its canonical JSON, in hex. */
    public String hash() {
        return hash;
    }
}

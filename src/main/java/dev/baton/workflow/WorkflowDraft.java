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

package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** What reading a graph came to: the graph, or everything that is wrong with it at once. */
public final class GraphReading {

    private final @Nullable Graph graph;
    private final @Nullable String hash;
    private final List<GraphFinding> findings;

    private GraphReading(
            @Nullable Graph graph, @Nullable String hash, List<GraphFinding> findings) {
        this.graph = graph;
        this.hash = hash;
        this.findings = List.copyOf(findings);
    }

    static GraphReading of(Graph graph, String hash) {
        return new GraphReading(graph, hash, List.of());
    }

    static GraphReading refused(List<GraphFinding> findings) {
        return new GraphReading(null, null, findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    /** As they were found, the graph's own before those of steps together. */
    public List<GraphFinding> findings() {
        return findings;
    }

    public Optional<Graph> graph() {
        return Optional.ofNullable(graph);
    }

    /**
     * @throws GraphRefused when there are findings
     */
    public Graph orRefuse() {
        if (graph == null) {
            throw new GraphRefused(findings);
        }
        return graph;
    }

    /**
     * SHA-256 of the graph's canonical JSON (RFC 8785), in hex.
     *
     * @throws GraphRefused when there are findings
     */
    public String hash() {
        if (hash == null) {
            throw new GraphRefused(findings);
        }
        return hash;
    }
}

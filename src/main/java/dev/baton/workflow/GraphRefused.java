package dev.baton.workflow;

import dev.baton.platform.problem.RuleRefused;

import java.util.List;

/** A graph with findings cannot be run or published; the fields are JSON pointers into it. */
public class GraphRefused extends RuleRefused {

    private final transient List<GraphFinding> findings;

    GraphRefused(List<GraphFinding> findings) {
        super(
                "graph_refused",
                "%s: %s"
                        .formatted(
                                findings.getFirst().pointer().isEmpty()
                                        ? "The graph"
                                        : findings.getFirst().pointer(),
                                findings.getFirst().message()),
                findings.stream().map(GraphFinding::toProblem).toList());
        this.findings = List.copyOf(findings);
    }

    /** As the console tells them. */
    public List<GraphFinding> findings() {
        return findings;
    }
}

package dev.baton.run;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.workflow.Graph;

import java.util.List;
import java.util.Map;

/** Whether a run of a graph would take an input, asked before there is one. */
public final class InputCheck {

    private InputCheck() {}

    /** What is wrong with it, by JSON pointers into it; empty when it fits. */
    public static List<FieldProblem> findings(Graph graph, Map<String, Object> input) {
        return JsonSchemas.findings(graph.input(), input);
    }
}

package dev.baton.run.engine;

import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.workflow.Step;

/** What a step of the graph is, and where it stands. */
record Place(ScopeState scope, Node node) {

    StepState state() {
        return scope.step(node);
    }

    String path() {
        return scope.path(node);
    }

    Step step() {
        return node.step();
    }
}

package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A graph, arranged so that what a step's end leads to is found without looking at the others. */
public final class GraphIndex {

    private final Graph graph;
    private final Map<String, Step> steps = new HashMap<>();
    private final ScopeIndex root;
    private final boolean dependents;

    public GraphIndex(Graph graph) {
        this.graph = graph;
        this.root = new ScopeIndex(graph.scope(), false);
        this.dependents = steps.values().stream().anyMatch(GraphIndex::mayWaitForOthers);
    }

    /** Whether steps may wait for people or for other runs. */
    public boolean hasDependents() {
        return dependents;
    }

    private static boolean mayWaitForOthers(Step step) {
        return step.approval() != null
                || step.action() instanceof Action.Approve
                || step.action() instanceof Action.SubWorkflow
                || step.compensation() instanceof Action.SubWorkflow;
    }

    public Graph graph() {
        return graph;
    }

    ScopeIndex root() {
        return root;
    }

    /** What a path, also one that undoes a step, is an attempt of. */
    public Step definition(String path) {
        return step(StepPath.of(StepPath.isUndo(path) ? StepPath.undone(path) : path).id());
    }

    /**
     * What of a step acts: itself, what undoes it, or the agent that brings its results together.
     */
    Action acting(String path) {
        var step = definition(path);
        if (StepPath.isUndo(path) && step.compensation() != null) {
            return step.compensation();
        }
        return switch (step.action()) {
            case Action.Join(Merge.ByAgent(var agent)) -> agent;
            case Action.ForEach each when each.join() instanceof Merge.ByAgent(var agent) -> agent;
            case Action action -> action;
        };
    }

    /** How often what acts at a path is tried again at most; 0 for what does not act. */
    public int maxRetries(String path) {
        return switch (acting(path)) {
            case Action.Agent _, Action.Http _, Action.UseTool _, Action.SubWorkflow _ ->
                    definition(path).retry().retries();
            default -> 0;
        };
    }

    private Step step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("The graph has no step " + id);
        }
        return step;
    }

    /** The steps of one scope. */
    final class ScopeIndex {

        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Node> byId = new HashMap<>();

        private ScopeIndex(Graph.Scope scope, boolean inLoop) {
            for (var step : scope.steps()) {
                var node = new Node(step, nodes.size(), inner(step.action(), inLoop), inLoop);
                nodes.add(node);
                steps.put(step.id(), step);
                byId.put(step.id(), node);
            }
            for (var node : nodes) {
                for (var before : node.step.after()) {
                    var earlier = Objects.requireNonNull(byId.get(before), before);
                    earlier.successors.add(node);
                    node.predecessors.add(earlier);
                }
            }
        }

        private @Nullable ScopeIndex inner(Action action, boolean inLoop) {
            return switch (action) {
                case Action.ForEach each -> new ScopeIndex(each.scope(), inLoop);
                case Action.Loop loop -> new ScopeIndex(loop.scope(), true);
                default -> null;
            };
        }

        List<Node> nodes() {
            return nodes;
        }

        @Nullable Node find(String id) {
            return byId.get(id);
        }

        /** Steps that no other comes after, as they are written. */
        List<Node> last() {
            return nodes.stream().filter(node -> node.successors.isEmpty()).toList();
        }
    }

    /** One step in its scope. */
    static final class Node {

        private final Step step;
        private final int position;
        private final @Nullable ScopeIndex inner;
        private final boolean inLoop;
        private final List<Node> predecessors = new ArrayList<>();
        private final List<Node> successors = new ArrayList<>();

        private Node(Step step, int position, @Nullable ScopeIndex inner, boolean inLoop) {
            this.step = step;
            this.position = position;
            this.inner = inner;
            this.inLoop = inLoop;
        }

        Step step() {
            return step;
        }

        int position() {
            return position;
        }

        /** Whether it has items or rounds. */
        boolean hasInner() {
            return inner != null;
        }

        ScopeIndex inner() {
            if (inner == null) {
                throw new IllegalStateException("Step " + step.id() + " has no steps of its own");
            }
            return inner;
        }

        boolean isInLoop() {
            return inLoop;
        }

        List<Node> predecessors() {
            return predecessors;
        }

        List<Node> successors() {
            return successors;
        }

        /** Whether the first of the steps before that succeeds is enough. */
        boolean takesFirst() {
            return step.action() instanceof Action.Join(Merge.FirstSuccess _);
        }

        /** Whether nothing but a choice of the first success waits for it: it may fail. */
        boolean isOneOfSeveral() {
            return !successors.isEmpty() && successors.stream().allMatch(Node::takesFirst);
        }
    }
}

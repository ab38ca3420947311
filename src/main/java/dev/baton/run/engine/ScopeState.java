package dev.baton.run.engine;

import dev.baton.run.StepStatus;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.run.engine.GraphIndex.ScopeIndex;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The steps of one scope that has begun and not ended: the run's own, an item's or a round's. */
final class ScopeState {

    private final String path;
    private final ScopeIndex index;
    private final @Nullable ScopeState outer;
    private final Map<String, @Nullable Object> own;

    /** Never changed in place: what a step was given stays as it was then. */
    private Map<String, @Nullable Object> results = Map.of();

    private final StepState[] steps;
    private int unfinished;

    /**
     * @param own what is bound in this scope beside what the outer ones bind
     */
    ScopeState(
            String path,
            ScopeIndex index,
            @Nullable ScopeState outer,
            Map<String, @Nullable Object> own) {
        this.path = path;
        this.index = index;
        this.outer = outer;
        this.own = own;
        this.steps = new StepState[index.nodes().size()];
        this.unfinished = steps.length;
        for (var node : index.nodes()) {
            steps[node.position()] = new StepState(path(node), node.predecessors().size());
        }
    }

    /** As it was when the image was made. */
    ScopeState(ScopeIndex index, @Nullable ScopeState outer, StateImage.Scope image) {
        this(image.path(), index, outer, image.own());
        this.results = Collections.unmodifiableMap(image.results());
        this.unfinished = image.unfinished();
        for (var position = 0; position < steps.length; position++) {
            var step = image.steps().get(position);
            if (step != null) {
                steps[position] = new StepState(step);
            }
        }
    }

    StateImage.Scope image() {
        var images = new ArrayList<StateImage.@Nullable Step>();
        for (var node : index.nodes()) {
            var step = step(node);
            images.add(step.isUntouched(node.predecessors().size()) ? null : step.image());
        }
        return new StateImage.Scope(path, own, results, images, unfinished);
    }

    String path() {
        return path;
    }

    ScopeIndex index() {
        return index;
    }

    Map<String, @Nullable Object> results() {
        return results;
    }

    void put(String id, @Nullable Object result) {
        var more = new LinkedHashMap<>(results);
        more.put(id, result);
        results = Collections.unmodifiableMap(more);
    }

    String path(Node node) {
        return path.isEmpty() ? node.step().id() : path + "/" + node.step().id();
    }

    StepState step(Node node) {
        return steps[node.position()];
    }

    /** Whether a step has neither begun nor ended. */
    boolean isPending(Node node) {
        return step(node).status() == StepStatus.PENDING;
    }

    /** Whether a step gave something, be it what is gone on with instead of what it should have. */
    boolean hasResult(Node node) {
        var status = step(node).status();
        return (status == StepStatus.COMPLETED || status == StepStatus.FAILED)
                && results.containsKey(node.step().id());
    }

    /** Whether every step of the scope has ended. */
    boolean isFinished() {
        return unfinished == 0;
    }

    /** A step ended; what comes after it may begin. */
    void ended(Node node, boolean withSomething) {
        unfinished--;
        node.successors().forEach(next -> step(next).earlierEnded(withSomething));
    }

    /** How much is done, from 0 to 1, every step counting alike. */
    double progress() {
        var sum = 0.0;
        for (var node : index.nodes()) {
            var step = step(node);
            sum += step.status().isFinal() ? 1 : step.isOpen() ? progressOfOpen(node, step) : 0;
        }
        return sum / index.nodes().size();
    }

    private static double progressOfOpen(Node node, StepState step) {
        return switch (node.step().action()) {
            case Action.ForEach _ -> {
                var container = step.container();
                yield container.size() == 0 ? 0 : (double) container.ended() / container.size();
            }
            case Action.Loop loop -> (double) step.container().ended() / loop.max();
            default -> 0;
        };
    }

    /** Puts what is bound here and in the outer scopes, the inner ones first. */
    void bind(Map<String, @Nullable Object> bindings) {
        own.forEach(bindings::putIfAbsent);
        if (outer != null) {
            outer.bind(bindings);
        }
    }

    /** Results that a step here may name: those of this scope, before those of the outer ones. */
    Map<String, @Nullable Object> visibleResults() {
        if (outer == null) {
            return results;
        }
        var visible = new HashMap<>(outer.visibleResults());
        visible.putAll(results);
        return visible;
    }
}

package dev.baton.run.engine;

import dev.baton.run.StepStatus;
import dev.baton.run.engine.Merging.Part;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes what steps and scopes give, from what is bound where they stand. */
final class Results {

    private final GraphIndex index;
    private final Bindings bindings;

    Results(GraphIndex index, Bindings bindings) {
        this.index = index;
        this.bindings = bindings;
    }

    /**
     * @throws ExpressionFailed when a variable or what would undo the step cannot be computed
     */
    RunEvent.StepCompleted completion(
            Place place, @Nullable Object result, @Nullable Use use, boolean degraded) {
        return new RunEvent.StepCompleted(
                place.path(), result, changes(place, result), use, degraded, undo(place, result));
    }

    /**
     * What a scope gives when nothing else is said: its last step's result, or those by their ids.
     */
    @Nullable Object output(ScopeState scope) {
        var template = template(scope);
        if (template != null) {
            return template.render(bindings.in(scope));
        }
        var last = new LinkedHashMap<String, @Nullable Object>();
        for (var node : scope.index().last()) {
            if (scope.hasResult(node)) {
                var id = node.step().id();
                last.put(id, scope.results().get(id));
            }
        }
        return last.size() == 1 ? last.values().iterator().next() : last.isEmpty() ? null : last;
    }

    private @Nullable Template template(ScopeState scope) {
        if (scope.path().isEmpty()) {
            return index.graph().output();
        }
        var container = StepPath.ofScope(scope.path()).toString();
        return switch (index.definition(container).action()) {
            case Action.ForEach each -> each.output();
            case Action.Loop loop -> loop.output();
            default -> null;
        };
    }

    /** Of the steps before a join. */
    List<Part> ofSteps(Place place) {
        var parts = new ArrayList<Part>();
        for (var before : place.node().predecessors()) {
            var id = before.step().id();
            parts.add(
                    new Part(
                            id,
                            place.scope().results().get(id),
                            place.scope().step(before).status() == StepStatus.COMPLETED,
                            () -> bindings.in(place.scope())));
        }
        return parts;
    }

    List<Part> ofItems(Place place, Action.ForEach each) {
        var container = place.state().container();
        var parts = new ArrayList<Part>();
        for (var index = 0; index < container.size(); index++) {
            var number = index;
            parts.add(
                    new Part(
                            String.valueOf(index),
                            container.outputs()[index],
                            !container.hasFailed(index),
                            () -> {
                                var item = container.item(number);
                                var bound = bindings.in(place.scope(), each.as(), item);
                                bound.put("index", (long) number);
                                return bound;
                            }));
        }
        return parts;
    }

    private @Nullable Map<String, RunEvent.Change> changes(Place place, @Nullable Object result) {
        var assignments = place.step().assignments();
        if (assignments.isEmpty()) {
            return null;
        }
        var bound = bindings.in(place.scope(), "result", result);
        var changes = new LinkedHashMap<String, RunEvent.Change>();
        assignments.forEach(
                (name, assignment) ->
                        changes.put(
                                name,
                                new RunEvent.Change(
                                        assignment.how(), assignment.value().render(bound))));
        return changes;
    }

    private @Nullable Object undo(Place place, @Nullable Object result) {
        var compensation = place.step().compensation();
        return compensation == null
                ? null
                : Arguments.of(
                        compensation, index.graph(), bindings.in(place.scope(), "result", result));
    }
}

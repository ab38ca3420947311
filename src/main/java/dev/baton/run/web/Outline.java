package dev.baton.run.web;

import dev.baton.run.StepRecord;
import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a graph, each below the one that it is in, with what has become of them: those that
 * came up first come first.
 */
final class Outline {

    private static final String UNDO = "undo:";

    private final Map<String, StepGroup> groups = new LinkedHashMap<>();
    private final Map<String, List<StepRecord>> records = new LinkedHashMap<>();

    private Outline() {}

    static Outline of(Graph plan, List<StepRecord> steps) {
        var outline = new Outline();
        steps.forEach(
                step ->
                        outline.records
                                .computeIfAbsent(
                                        StepGroup.keyOf(step.path()), _ -> new ArrayList<>())
                                .add(step));
        outline.add(plan.scope(), "", 0);
        outline.addUndone();
        return outline;
    }

    private void add(Graph.Scope scope, String before, int depth) {
        scope.steps().stream()
                .map(
                        step ->
                                Map.entry(
                                        step,
                                        StepGroup.of(
                                                before + step.id(),
                                                step.title(),
                                                step.action().kind(),
                                                depth,
                                                step.after().stream()
                                                        .map(each -> before + each)
                                                        .toList(),
                                                depth > 0,
                                                records.getOrDefault(
                                                        before + step.id(), List.of()))))
                .sorted(Comparator.comparing(entry -> entry.getValue().cameUp()))
                .forEach(
                        entry -> {
                            var group = entry.getValue();
                            groups.put(group.key(), group);
                            var inner = inner(entry.getKey().action());
                            if (inner != null) {
                                add(inner, group.key() + "/*/", depth + 1);
                            }
                        });
    }

    static Graph.@Nullable Scope inner(Action action) {
        return switch (action) {
            case Action.ForEach each -> each.scope();
            case Action.Loop loop -> loop.scope();
            default -> null;
        };
    }

    private void addUndone() {
        records.forEach(
                (key, undone) -> {
                    if (key.startsWith(UNDO)) {
                        var first = undone.getFirst();
                        groups.put(
                                key,
                                StepGroup.of(
                                        key,
                                        first.title(),
                                        "undo",
                                        0,
                                        List.of(),
                                        key.contains("/*/"),
                                        undone));
                    }
                });
    }

    List<StepGroup> steps() {
        return List.copyOf(groups.values());
    }

    @Nullable StepGroup find(String key) {
        return groups.get(key);
    }

    /** The record of one step, of one item or round; null when it has not come up. */
    @Nullable StepRecord record(String path) {
        return records.getOrDefault(StepGroup.keyOf(path), List.of()).stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .orElse(null);
    }
}

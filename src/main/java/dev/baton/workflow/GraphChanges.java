package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds what makes one graph's JSON another, step by step. */
final class GraphChanges {

    private final List<GraphChange> changes = new ArrayList<>();

    private GraphChanges() {}

    static List<GraphChange> between(Map<String, Object> before, Map<String, Object> after) {
        var changes = new GraphChanges();
        changes.members(before, after, Pointer.of(""));
        return changes.changes;
    }

    private void values(@Nullable Object before, @Nullable Object after, Pointer path) {
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            members(one, other, path);
        } else if (before instanceof List<?> one && after instanceof List<?> other) {
            lists(one, other, path);
        } else if (!Objects.equals(before, after)) {
            add(path, GraphChange.Kind.CHANGED, before, after);
        }
    }

    private void members(Map<?, ?> before, Map<?, ?> after, Pointer path) {
        var names = new LinkedHashSet<Object>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var at = path.at(name);
            if (!after.containsKey(name)) {
                add(at, GraphChange.Kind.REMOVED, before.get(name), null);
            } else if (!before.containsKey(name)) {
                add(at, GraphChange.Kind.ADDED, null, after.get(name));
            } else {
                values(before.get(name), after.get(name), at);
            }
        }
    }

    private void lists(List<?> before, List<?> after, Pointer path) {
        var one = byId(before);
        var other = byId(after);
        if (one != null && other != null) {
            members(one, other, path);
            moved(one.keySet(), other.keySet(), path);
            return;
        }
        for (var index = 0; index < Math.max(before.size(), after.size()); index++) {
            var at = path.at(index);
            if (index >= after.size()) {
                add(at, GraphChange.Kind.REMOVED, before.get(index), null);
            } else if (index >= before.size()) {
                add(at, GraphChange.Kind.ADDED, null, after.get(index));
            } else {
                values(before.get(index), after.get(index), at);
            }
        }
    }

    private void moved(Set<String> before, Set<String> after, Pointer path) {
        var one = new ArrayList<>(before);
        one.retainAll(after);
        var other = new ArrayList<>(after);
        other.retainAll(before);
        if (!one.equals(other)) {
            add(path, GraphChange.Kind.MOVED, one, other);
        }
    }

    /** Null when these are no steps that can be told from each other by their ids. */
    private static @Nullable Map<String, Object> byId(List<?> list) {
        var steps = new LinkedHashMap<String, Object>();
        for (var item : list) {
            if (!(item instanceof Map<?, ?> step)
                    || !(step.get("id") instanceof String id)
                    || steps.put(id, step) != null) {
                return null;
            }
        }
        return steps;
    }

    private void add(
            Pointer path, GraphChange.Kind kind, @Nullable Object before, @Nullable Object after) {
        changes.add(new GraphChange(path.toString(), kind, before, after));
    }
}

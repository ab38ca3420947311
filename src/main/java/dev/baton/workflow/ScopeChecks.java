package dev.baton.workflow;

import dev.baton.workflow.Expressions.Reference;
import dev.baton.workflow.ScopeDraft.StepDraft;
import dev.baton.workflow.ScopeDraft.VariableChange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what only all steps together show: circles, what never runs, what could be lost. */
final class ScopeChecks {

    private final Findings findings;
    private final Map<String, Object> input;
    private final Map<String, Object> variables;
    private final Map<String, StepDraft> all;

    /** The steps that have certainly ended when a step begins: those before it in its scope. */
    private final Map<StepDraft, Set<StepDraft>> before = new HashMap<>();

    /** For each branch, by which of its cases a step behind it can be reached. */
    private final Map<StepDraft, Map<StepDraft, BitSet>> reachedBy = new HashMap<>();

    ScopeChecks(
            Findings findings,
            Map<String, Object> input,
            Map<String, Object> variables,
            Map<String, StepDraft> all) {
        this.findings = findings;
        this.input = input;
        this.variables = variables;
        this.all = all;
    }

    void check(ScopeDraft root, List<Reference> references) {
        scope(root);
        references.forEach(this::reference);
        variables();
    }

    private void scope(ScopeDraft scope) {
        for (var step : scope.steps.values()) {
            neighbours(step);
        }
        var order = ordered(scope);
        for (var step : order) {
            var earlier = new LinkedHashSet<StepDraft>();
            for (var id : step.after) {
                var neighbour = scope.steps.get(id);
                if (neighbour != null) {
                    earlier.add(neighbour);
                    earlier.addAll(before.getOrDefault(neighbour, Set.of()));
                }
            }
            before.put(step, earlier);
        }
        for (var step : order) {
            if (step.targets != null) {
                branch(step, step.targets, order);
            }
        }
        unreachable(scope, order);
        for (var step : scope.steps.values()) {
            if (step.inner != null) {
                scope(step.inner);
            }
        }
    }

    private void neighbours(StepDraft step) {
        for (var index = 0; index < step.after.size(); index++) {
            var id = step.after.get(index);
            if (!step.scope.steps.containsKey(id)) {
                findings.add(
                        Findings.at(step.pointer + "/after", index),
                        "unknown_step",
                        all.containsKey(id)
                                ? "Step %s stands elsewhere: a step waits for steps beside it."
                                : "There is no step %s.",
                        id);
            }
        }
    }

    /** Each step behind those it waits for; without those that wait for themselves. */
    private List<StepDraft> ordered(ScopeDraft scope) {
        var waiting = new HashMap<StepDraft, Integer>();
        var next = new HashMap<StepDraft, List<StepDraft>>();
        var free = new ArrayDeque<StepDraft>();
        for (var step : scope.steps.values()) {
            var count = 0;
            for (var id : step.after) {
                var neighbour = scope.steps.get(id);
                if (neighbour != null) {
                    next.computeIfAbsent(neighbour, _ -> new ArrayList<>()).add(step);
                    count++;
                }
            }
            waiting.put(step, count);
            if (count == 0) {
                free.add(step);
            }
        }
        var order = new ArrayList<StepDraft>();
        while (!free.isEmpty()) {
            var step = free.remove();
            order.add(step);
            for (var each : next.getOrDefault(step, List.of())) {
                if (waiting.merge(each, -1, Integer::sum) == 0) {
                    free.add(each);
                }
            }
        }
        if (order.size() < scope.steps.size()) {
            cycles(scope, new HashSet<>(order));
        }
        return order;
    }

    private void cycles(ScopeDraft scope, Set<StepDraft> free) {
        var told = new HashSet<StepDraft>();
        for (var step : scope.steps.values()) {
            if (free.contains(step) || told.contains(step)) {
                continue;
            }
            var path = new LinkedHashSet<StepDraft>();
            var at = step;
            while (at != null && path.add(at)) {
                at = waitedFor(at, free);
            }
            var circle =
                    new ArrayList<>(path).subList(new ArrayList<>(path).indexOf(at), path.size());
            if (told.containsAll(circle)) {
                findings.add(
                        step.pointer,
                        "unreachable_step",
                        "Step %s never begins: it comes after a circle.",
                        step.id);
            } else {
                // Arrows point to what comes after.
                var names = circle.reversed().stream().map(each -> each.id).toList();
                findings.add(
                        circle.getFirst().pointer + "/after",
                        "cycle",
                        "These steps wait for each other: %s.",
                        String.join(" → ", names) + " → " + names.getFirst());
                told.addAll(circle);
                if (!circle.contains(step)) {
                    findings.add(
                            step.pointer,
                            "unreachable_step",
                            "Step %s never begins: it comes after a circle.",
                            step.id);
                }
            }
            told.add(step);
        }
    }

    private static @Nullable StepDraft waitedFor(StepDraft step, Set<StepDraft> free) {
        return step.after.stream()
                .map(step.scope.steps::get)
                .filter(each -> each != null && !free.contains(each))
                .findFirst()
                .orElse(null);
    }

    private void branch(StepDraft branch, List<List<String>> targets, List<StepDraft> order) {
        for (var index = 0; index < targets.size(); index++) {
            var pointer =
                    index == targets.size() - 1
                            ? branch.pointer + "/otherwise"
                            : branch.pointer + "/cases/" + index + "/to";
            var ids = targets.get(index);
            for (var at = 0; at < ids.size(); at++) {
                target(branch, ids.get(at), Findings.at(pointer, at));
            }
        }
        var reached = new HashMap<StepDraft, BitSet>();
        for (var step : order) {
            var earlier = before.getOrDefault(step, Set.of());
            if (earlier.contains(branch)) {
                reached.put(step, reached(branch, targets, step, reached));
            }
        }
        reachedBy.put(branch, reached);
    }

    private void target(StepDraft branch, String id, String pointer) {
        var target = branch.scope.steps.get(id);
        if (target == null) {
            findings.add(
                    pointer,
                    "unknown_step",
                    all.containsKey(id)
                            ? "Step %s stands elsewhere: a branch leads to steps beside it."
                            : "There is no step %s.",
                    id);
        } else if (!before.getOrDefault(target, Set.of()).contains(branch)) {
            findings.add(
                    pointer,
                    "target_not_after",
                    "Step %s does not come after the branch %s.",
                    id,
                    branch.id);
        }
    }

    private static BitSet reached(
            StepDraft branch,
            List<List<String>> targets,
            StepDraft step,
            Map<StepDraft, BitSet> earlier) {
        var cases = new BitSet();
        for (var id : step.after) {
            var neighbour = step.scope.steps.get(id);
            var theirs = neighbour == null ? null : earlier.get(neighbour);
            if (theirs == null) {
                cases.set(0, targets.size());
            } else {
                cases.or(theirs);
            }
        }
        if (targets.stream().anyMatch(ids -> ids.contains(step.id))) {
            for (var index = 0; index < targets.size(); index++) {
                if (!targets.get(index).contains(step.id)) {
                    cases.clear(index);
                }
            }
        }
        return cases;
    }

    private void unreachable(ScopeDraft scope, List<StepDraft> order) {
        for (var step : order) {
            if (step.never) {
                findings.add(
                        step.pointer,
                        "unreachable_step",
                        "Step %s never runs: its condition is false.",
                        step.id);
            }
            for (var branch : scope.steps.values()) {
                var cases = reachedBy.getOrDefault(branch, Map.of()).get(step);
                if (cases != null && cases.isEmpty()) {
                    findings.add(
                            step.pointer,
                            "unreachable_step",
                            "Step %s never runs: no case of %s leads both to it and to what it"
                                    + " waits for.",
                            step.id,
                            branch.id);
                    break;
                }
            }
        }
    }

    private void reference(Reference reference) {
        switch (reference.object()) {
            case Names.RESULTS -> result(reference);
            case Names.VARIABLES -> {
                if (!variables.containsKey(reference.member())) {
                    findings.add(
                            reference.pointer(),
                            "unknown_variable",
                            "The graph has no variable %s.",
                            reference.member());
                }
            }
            case Names.INPUT -> {
                if (Boolean.FALSE.equals(input.get("additionalProperties"))
                        && input.get("properties") instanceof Map<?, ?> properties
                        && !properties.containsKey(reference.member())) {
                    findings.add(
                            reference.pointer(),
                            "unknown_input",
                            "The input has no member %s.",
                            reference.member());
                }
            }
            default -> {}
        }
    }

    private void result(Reference reference) {
        var spot = reference.spot();
        var step = all.get(reference.member());
        if (step == null) {
            findings.add(
                    reference.pointer(),
                    "unknown_step",
                    "There is no step %s.",
                    reference.member());
            return;
        }
        if (reference.isAskedFor()) {
            findings.add(
                    reference.pointer(),
                    "always_true",
                    "What step %1$s gave is always there, as null when it was skipped: write"
                            + " results.%1$s != null.",
                    step.id);
        }
        if (spot == null) {
            return;
        }
        var here = spot.step();
        var scope = spot.scope();
        while (true) {
            if (step.scope == scope) {
                // In a circle, or behind one, nothing is certain; that is found already.
                if (here != null
                        && before.containsKey(here)
                        && !before.getOrDefault(here, Set.of()).contains(step)) {
                    findings.add(
                            reference.pointer(),
                            "result_not_ready",
                            "Step %s need not have ended when %s begins: it does not come before.",
                            step.id,
                            here.id);
                }
                return;
            }
            if (scope.owner == null) {
                break;
            }
            here = scope.owner;
            scope = here.scope;
        }
        findings.add(
                reference.pointer(),
                "result_out_of_reach",
                "Step %s stands inside of another; its results are not seen here.",
                step.id);
    }

    private void variables() {
        var changes = new HashMap<String, List<Map.Entry<StepDraft, VariableChange>>>();
        for (var step : all.values()) {
            for (var change : step.changes) {
                if (!variables.containsKey(change.name())) {
                    findings.add(
                            change.pointer(),
                            "unknown_variable",
                            "The graph has no variable %s.",
                            change.name());
                    continue;
                }
                type(change);
                var others = changes.computeIfAbsent(change.name(), _ -> new ArrayList<>());
                others.add(Map.entry(step, change));
            }
        }
        changes.values().forEach(this::parallel);
    }

    private void type(VariableChange change) {
        var value = variables.get(change.name());
        var fits =
                switch (change.how()) {
                    case SET -> true;
                    case ADD -> value instanceof Number;
                    case APPEND -> value instanceof List<?>;
                    case MERGE -> value instanceof Map<?, ?>;
                };
        if (!fits) {
            var needed =
                    switch (change.how()) {
                        case APPEND -> "a list";
                        case MERGE -> "an object";
                        case ADD, SET -> "a number";
                    };
            findings.add(
                    change.pointer(),
                    "variable_type",
                    "The variable %s must be %s at the start for this.",
                    change.name(),
                    needed);
        }
    }

    private void parallel(List<Map.Entry<StepDraft, VariableChange>> changes) {
        for (var each : changes) {
            if (each.getValue().how() != Assignment.How.SET) {
                continue;
            }
            var with =
                    changes.stream()
                            .filter(other -> mayMeet(each.getKey(), other.getKey()))
                            .findFirst();
            with.ifPresent(
                    other ->
                            findings.add(
                                    each.getValue().pointer(),
                                    "parallel_set",
                                    other.getKey() == each.getKey()
                                            ? "Items that run at the same time would set %s; they"
                                                    + " may add, append or merge."
                                            : "Step %2$s may change %1$s at the same time; steps"
                                                    + " that may may only add, append or merge.",
                                    each.getValue().name(),
                                    other.getKey().id));
        }
    }

    /** Whether two steps may run at the same time. */
    private boolean mayMeet(StepDraft one, StepDraft two) {
        // Their outermost concurrent scope in common is one that runs several times at once.
        for (var scope = one.scope; ; scope = scope.owner.scope) {
            if (scope.isConcurrent && isInside(two, scope)) {
                return true;
            }
            if (scope.owner == null) {
                break;
            }
        }
        if (one == two) {
            return false;
        }
        var first = one;
        var second = two;
        while (first.scope != second.scope) {
            if (first.scope.depth >= second.scope.depth) {
                first = first.scope.owner;
            } else {
                second = second.scope.owner;
            }
            if (first == null || second == null) {
                return false;
            }
        }
        return first != second
                && before.containsKey(first)
                && before.containsKey(second)
                && !before.getOrDefault(first, Set.of()).contains(second)
                && !before.getOrDefault(second, Set.of()).contains(first)
                && !excludeEachOther(first, second);
    }

    private static boolean isInside(StepDraft step, ScopeDraft scope) {
        for (ScopeDraft at = step.scope;
                at != null;
                at = at.owner == null ? null : at.owner.scope) {
            if (at == scope) {
                return true;
            }
        }
        return false;
    }

    /** Whether a branch chooses at most one of them. */
    private boolean excludeEachOther(StepDraft one, StepDraft two) {
        return reachedBy.values().stream()
                .anyMatch(
                        reached -> {
                            var first = reached.get(one);
                            var second = reached.get(two);
                            return first != null && second != null && !first.intersects(second);
                        });
    }
}

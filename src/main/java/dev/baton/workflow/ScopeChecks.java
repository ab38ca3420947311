package dev.baton.workflow;

import dev.baton.workflow.Expressions.Reference;
import dev.baton.workflow.ScopeDraft.Spot;
import dev.baton.workflow.ScopeDraft.StepDraft;
import dev.baton.workflow.ScopeDraft.VariableChange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds what only all steps together show: circles, what never runs, what could be lost. */
final class ScopeChecks {

    private final Findings findings;
    private final Map<String, Object> input;
    private final Map<String, Object> variables;
    private final Map<String, StepDraft> all;

    private final List<StepDraft> steps;

    /** By the number of a step, those beside it that it waits for; -1 for what is none. */
    private final int[][] neighbours;

    /**
     * By the number of a step, those that have certainly ended when it begins: those before it in
     * its scope. Null in a circle and behind one, where nothing is certain.
     */
    private final @Nullable BitSet[] before;

    private final Map<ScopeDraft, List<Ways>> ways = new HashMap<>();
    private final Map<StepDraft, Meetings> meetings = new HashMap<>();

    /** Which other steps may run at the same time as one, as far as it was asked. */
    private record Meetings(BitSet asked, BitSet met) {}

    /**
     * By which cases of a branch the steps behind it can be reached.
     *
     * @param cases sets of them, one after the other by the step's number
     * @param words that a set takes
     */
    private record Ways(StepDraft branch, BitSet behind, long[] cases, int words) {

        boolean lead(StepDraft step) {
            return common(step, step);
        }

        boolean exclude(StepDraft one, StepDraft two) {
            return behind.get(one.number) && behind.get(two.number) && !common(one, two);
        }

        private boolean common(StepDraft one, StepDraft two) {
            for (var word = 0; word < words; word++) {
                if ((cases[one.number * words + word] & cases[two.number * words + word]) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    ScopeChecks(
            Findings findings,
            Map<String, Object> input,
            Map<String, Object> variables,
            Map<String, StepDraft> all) {
        this.findings = findings;
        this.input = input;
        this.variables = variables;
        this.all = all;
        this.steps = List.copyOf(all.values());
        this.neighbours = new int[steps.size()][];
        this.before = new BitSet[steps.size()];
        for (var number = 0; number < steps.size(); number++) {
            steps.get(number).number = number;
        }
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
            var earlier = new BitSet();
            for (var neighbour : neighbours[step.number]) {
                if (neighbour >= 0) {
                    earlier.set(neighbour);
                    var theirs = before[neighbour];
                    if (theirs != null) {
                        earlier.or(theirs);
                    }
                }
            }
            before[step.number] = earlier;
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
        var found = new int[step.after.size()];
        for (var index = 0; index < found.length; index++) {
            var id = step.after.get(index);
            var neighbour = step.scope.steps.get(id);
            found[index] = neighbour == null ? -1 : neighbour.number;
            if (neighbour == null) {
                var pointer = Findings.at(step.pointer + "/after", index);
                if (all.containsKey(id)) {
                    findings.add(pointer, Fault.AFTER_ELSEWHERE, id);
                } else {
                    noStep(pointer, id, step.scope.steps.keySet());
                }
            }
        }
        neighbours[step.number] = found;
    }

    private boolean isBefore(StepDraft one, StepDraft two) {
        var earlier = before[two.number];
        return earlier != null && earlier.get(one.number);
    }

    /** Each step behind those it waits for; without those that wait for themselves. */
    private List<StepDraft> ordered(ScopeDraft scope) {
        var waiting = new HashMap<StepDraft, Integer>();
        var next = new HashMap<StepDraft, List<StepDraft>>();
        var free = new ArrayDeque<StepDraft>();
        for (var step : scope.steps.values()) {
            var count = 0;
            for (var neighbour : neighbours[step.number]) {
                if (neighbour >= 0) {
                    next.computeIfAbsent(steps.get(neighbour), _ -> new ArrayList<>()).add(step);
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
        var waitedFor = new HashMap<StepDraft, @Nullable StepDraft>();
        for (var step : scope.steps.values()) {
            if (free.contains(step) || told.contains(step)) {
                continue;
            }
            var path = new LinkedHashSet<StepDraft>();
            var at = step;
            while (at != null && path.add(at)) {
                at = waitedFor.computeIfAbsent(at, each -> waitedFor(each, free));
            }
            var circle =
                    new ArrayList<>(path).subList(new ArrayList<>(path).indexOf(at), path.size());
            if (told.containsAll(circle)) {
                findings.add(step.pointer, Fault.BEHIND_CIRCLE, step.id);
            } else {
                // Arrows point to what comes after.
                var names = circle.reversed().stream().map(each -> each.id).toList();
                findings.add(
                        circle.getFirst().pointer + "/after",
                        Fault.CIRCLE,
                        String.join(" → ", names) + " → " + names.getFirst());
                told.addAll(circle);
                if (!circle.contains(step)) {
                    findings.add(step.pointer, Fault.BEHIND_CIRCLE, step.id);
                }
            }
            told.add(step);
        }
    }

    private @Nullable StepDraft waitedFor(StepDraft step, Set<StepDraft> free) {
        return Arrays.stream(neighbours[step.number])
                .filter(each -> each >= 0)
                .mapToObj(steps::get)
                .filter(each -> !free.contains(each))
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
        var reached = ways(branch, targets);
        for (var step : order) {
            if (isBefore(branch, step)) {
                reached.behind.set(step.number);
                follow(step, reached, targets.size());
            }
        }
        var branches = ways.computeIfAbsent(branch.scope, _ -> new ArrayList<>());
        branches.add(reached);
    }

    /** Each step by the cases that name it, and by all where none does. */
    private Ways ways(StepDraft branch, List<List<String>> targets) {
        var words = (targets.size() + Long.SIZE - 1) / Long.SIZE;
        var cases = new long[steps.size() * words];
        var named = new BitSet();
        for (var index = 0; index < targets.size(); index++) {
            for (var id : targets.get(index)) {
                var target = branch.scope.steps.get(id);
                if (target != null) {
                    named.set(target.number);
                    cases[target.number * words + index / Long.SIZE] |= 1L << index;
                }
            }
        }
        for (var step : branch.scope.steps.values()) {
            if (!named.get(step.number)) {
                Arrays.fill(cases, step.number * words, (step.number + 1) * words, -1L);
            }
        }
        return new Ways(branch, new BitSet(), cases, words);
    }

    /** Leaves the cases by which what a step waits for can be reached. */
    private void follow(StepDraft step, Ways reached, int count) {
        var words = reached.words;
        for (var word = 0; word < words; word++) {
            var theirs = 0L;
            for (var neighbour : neighbours[step.number]) {
                theirs |=
                        neighbour < 0 || !reached.behind.get(neighbour)
                                ? -1L
                                : reached.cases[neighbour * words + word];
            }
            if (word == words - 1 && count % Long.SIZE != 0) {
                theirs &= (1L << count) - 1;
            }
            reached.cases[step.number * words + word] &= theirs;
        }
    }

    private void target(StepDraft branch, String id, String pointer) {
        var target = branch.scope.steps.get(id);
        if (target == null && all.containsKey(id)) {
            findings.add(pointer, Fault.TARGET_ELSEWHERE, id);
        } else if (target == null) {
            noStep(pointer, id, branch.scope.steps.keySet());
        } else if (!isBefore(branch, target)) {
            findings.add(pointer, Fault.TARGET_NOT_AFTER, id, branch.id);
        }
    }

    private void unreachable(ScopeDraft scope, List<StepDraft> order) {
        for (var step : order) {
            if (step.never) {
                findings.add(step.pointer, Fault.CONDITION_FALSE, step.id);
            }
            for (var branch : ways.getOrDefault(scope, List.of())) {
                if (branch.behind.get(step.number) && !branch.lead(step)) {
                    findings.add(step.pointer, Fault.NO_CASE, step.id, branch.branch.id);
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
                    noVariable(reference.pointer().toString(), reference.member());
                }
            }
            case Names.INPUT -> {
                if (Boolean.FALSE.equals(input.get("additionalProperties"))
                        && !input.containsKey("patternProperties")
                        && input.get("properties") instanceof Map<?, ?> properties
                        && !properties.containsKey(reference.member())) {
                    findings.add(reference.pointer(), Fault.NO_INPUT, reference.member());
                }
            }
            default -> {}
        }
    }

    private void result(Reference reference) {
        var spot = reference.spot();
        var step = all.get(reference.member());
        if (step == null) {
            noStep(reference.pointer().toString(), reference.member(), all.keySet());
            return;
        }
        if (reference.isAskedFor()) {
            findings.add(reference.pointer(), Fault.ALWAYS_THERE, step.id);
        }
        if (spot != null) {
            switch (reach(step, spot)) {
                case READY -> {}
                case TOO_EARLY ->
                        findings.add(
                                reference.pointer(),
                                Fault.NOT_READY,
                                step.id,
                                Objects.requireNonNull(besides(step, spot)).id);
                case OUT_OF_REACH -> findings.add(reference.pointer(), Fault.OUT_OF_REACH, step.id);
            }
        }
    }

    private void noStep(String pointer, String id, Set<String> ids) {
        unknown(pointer, id, ids, Fault.NO_STEP, Fault.NO_STEP_NEAR);
    }

    private void noVariable(String pointer, String name) {
        unknown(pointer, name, variables.keySet(), Fault.NO_VARIABLE, Fault.NO_VARIABLE_NEAR);
    }

    private void unknown(String pointer, String name, Set<String> names, Fault fault, Fault near) {
        if (findings.isFull()) {
            return;
        }
        Nearest.to(name, names)
                .ifPresentOrElse(
                        meant -> findings.add(pointer, near, name, meant),
                        () -> findings.add(pointer, fault, name));
    }

    private enum Reach {
        READY,
        TOO_EARLY,
        OUT_OF_REACH
    }

    /** The steps whose results can be named at a place. */
    List<StepDraft> readyAt(Spot spot) {
        return steps.stream().filter(step -> reach(step, spot) == Reach.READY).toList();
    }

    private Reach reach(StepDraft step, Spot spot) {
        for (var scope = spot.scope(); ; scope = scope.owner.scope) {
            if (step.scope == scope) {
                var here = besides(step, spot);
                // In a circle, or behind one, nothing is certain; that is found already.
                return here != null
                                && here.number >= 0
                                && before[here.number] != null
                                && !isBefore(step, here)
                        ? Reach.TOO_EARLY
                        : Reach.READY;
            }
            if (scope.owner == null) {
                return Reach.OUT_OF_REACH;
            }
        }
    }

    /** The step beside another that a place is in; null at the end of their scope. */
    private static @Nullable StepDraft besides(StepDraft step, Spot spot) {
        var here = spot.step();
        for (var scope = spot.scope(); scope != step.scope && scope.owner != null; ) {
            here = scope.owner;
            scope = here.scope;
        }
        return here;
    }

    private void variables() {
        var changes = new HashMap<String, List<Map.Entry<StepDraft, VariableChange>>>();
        for (var step : all.values()) {
            for (var change : step.changes) {
                if (!variables.containsKey(change.name())) {
                    noVariable(change.pointer(), change.name());
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
            findings.add(
                    change.pointer(),
                    switch (change.how()) {
                        case APPEND -> Fault.VARIABLE_LIST;
                        case MERGE -> Fault.VARIABLE_OBJECT;
                        case ADD, SET -> Fault.VARIABLE_NUMBER;
                    },
                    change.name());
        }
    }

    private void parallel(List<Map.Entry<StepDraft, VariableChange>> changes) {
        for (var each : changes) {
            if (findings.isFull()) {
                return;
            }
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
                                    other.getKey() == each.getKey()
                                            ? Fault.ITEMS_SET
                                            : Fault.STEPS_SET,
                                    each.getValue().name(),
                                    other.getKey().id));
        }
    }

    /** Whether two steps may run at the same time. */
    private boolean mayMeet(StepDraft one, StepDraft two) {
        var known = meetings.computeIfAbsent(one, _ -> new Meetings(new BitSet(), new BitSet()));
        if (!known.asked.get(two.number)) {
            known.asked.set(two.number);
            known.met.set(two.number, meet(one, two));
        }
        return known.met.get(two.number);
    }

    private boolean meet(StepDraft one, StepDraft two) {
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
                && before[first.number] != null
                && before[second.number] != null
                && !isBefore(first, second)
                && !isBefore(second, first)
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
        return ways.getOrDefault(one.scope, List.of()).stream()
                .anyMatch(branch -> branch.exclude(one, two));
    }
}

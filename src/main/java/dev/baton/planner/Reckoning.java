package dev.baton.planner;

import dev.baton.planner.StepRanges.Estimate;
import dev.baton.planner.Taken.Sum;
import dev.baton.workflow.Action;
import dev.baton.workflow.DurationText;
import dev.baton.workflow.ExecutionOrder;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One walk through a graph: parallel steps take as long as the longest of them, sequential ones
 * together. How long people and signals let wait is nobody's guess and counts as nothing.
 */
final class Reckoning {

    static final Range REQUEST_MILLIS = new Range(20, 500, 60_000);

    private static final Range FOUND = new Range(1, 5, StepRanges.MOST_FOUND);

    private final AgentCalls calls;
    private final OtherWorkflows others;
    private final List<PlannedStep> steps = new ArrayList<>();

    Reckoning(AgentCalls calls, OtherWorkflows others) {
        this.calls = calls;
        this.others = others;
    }

    Estimate of(Graph graph, Map<String, Object> input) {
        var values = KnownValues.of(graph, input);
        var total = scope(graph.scope(), null, values, Range.of(1));
        return new Estimate(List.copyOf(steps), total.cost(), total.millis());
    }

    /**
     * @param often how many times the scope runs, for what its steps come to
     */
    private Sum scope(Graph.Scope scope, @Nullable String inside, KnownValues values, Range often) {
        var chosen = chosen(scope);
        var ends = new HashMap<String, Range>();
        var cost = Range.ZERO;
        var millis = Range.ZERO;
        for (var step : ExecutionOrder.of(scope.steps(), Step::id, Step::after)) {
            var taken = step(step, inside, values, often);
            if (step.when() != null || chosen.contains(step.id())) {
                taken = taken.orNone();
            }
            var begin = Range.ZERO;
            for (var before : step.after()) {
                begin = begin.longest(ends.getOrDefault(before, Range.ZERO));
            }
            var end = begin.plus(taken.millis());
            ends.put(step.id(), end);
            cost = cost.plus(taken.cost());
            millis = millis.longest(end);
        }
        return new Sum(cost, millis);
    }

    /** Steps that a branch may leave out. */
    private static Set<String> chosen(Graph.Scope scope) {
        var chosen = new HashSet<String>();
        for (var step : scope.steps()) {
            if (step.action() instanceof Action.Branch branch) {
                chosen.addAll(branch.targets());
            }
        }
        return chosen;
    }

    /** A step stands before those inside it. */
    private Taken step(Step step, @Nullable String inside, KnownValues values, Range often) {
        var place = steps.size();
        others.lookAtStep();
        var taken = once(step, values, often);
        steps.add(place, taken.planned(step, inside, often));
        return taken;
    }

    private Taken once(Step step, KnownValues values, Range often) {
        return switch (step.action()) {
            case Action.Agent agent -> calls.of(agent, values, step.after().size());
            case Action.ForEach map -> map(step, map, values, often);
            case Action.Loop loop -> {
                var rounds = new Range(1, (loop.max() + 1) / 2, loop.max());
                yield scope(loop.scope(), step.id(), values.withRound(), often.times(rounds))
                        .times(rounds, rounds);
            }
            case Action.Join(Merge.ByAgent(var agent)) ->
                    calls.of(agent, values, step.after().size());
            case Action.SubWorkflow other -> others.run(other, input(other, values), this::another);
            case Action.Http _, Action.UseTool _ -> Taken.time(REQUEST_MILLIS);
            case Action.Wait wait -> Taken.time(Range.of(millis(wait)));
            case Action.Transform _, Action.Branch _, Action.Join _, Action.Approve _ ->
                    Taken.NOTHING;
        };
    }

    private Taken map(Step step, Action.ForEach map, KnownValues values, Range often) {
        var list = values.list(map.over());
        var items = list == null ? FOUND : Range.of(list.size());
        var within = values.withItem(map.as(), list);
        var all =
                scope(map.scope(), step.id(), within, often.times(items))
                        .times(items, turns(items, map.concurrency()));
        return map.join() instanceof Merge.ByAgent(var agent)
                ? calls.of(agent, values, (int) items.high()).after(all)
                : all;
    }

    /** How often one begins after another, where several run at a time. */
    private static Range turns(Range items, int concurrency) {
        return new Range(
                Math.ceilDiv(items.low(), concurrency),
                Math.ceilDiv(items.likely(), concurrency),
                Math.ceilDiv(items.high(), concurrency));
    }

    private static long millis(Action.Wait wait) {
        return wait.duration() != null && wait.duration().source() instanceof String text
                ? DurationText.read(text).map(Duration::toMillis).orElse(0L)
                : 0;
    }

    private Estimate another(Graph graph, Map<String, Object> input) {
        return new Reckoning(calls, others).of(graph, input);
    }

    private static Map<String, Object> input(Action.SubWorkflow action, KnownValues values) {
        var input = new HashMap<String, Object>();
        if (values.rendered(action.input()) instanceof Map<?, ?> some) {
            some.forEach((name, value) -> input.put(String.valueOf(name), value));
        }
        return input;
    }
}

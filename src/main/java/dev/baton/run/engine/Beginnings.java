package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;
import dev.baton.workflow.Action;
import dev.baton.workflow.ExpressionFailed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What begins with a step that nothing is in the way of, by its condition, approval and kind. */
final class Beginnings {

    private final RunState state;
    private final Bindings bindings;
    private final Attempts attempts;
    private final StepEnds ends;
    private final Waiting waiting;
    private final Consequences consequences;

    Beginnings(
            RunState state,
            Bindings bindings,
            Attempts attempts,
            StepEnds ends,
            Waiting waiting,
            Consequences consequences) {
        this.state = state;
        this.bindings = bindings;
        this.attempts = attempts;
        this.ends = ends;
        this.waiting = waiting;
        this.consequences = consequences;
    }

    void begin(Place place) {
        if (!place.state().isWanted(!place.node().predecessors().isEmpty())) {
            unwanted(place);
            return;
        }
        try {
            if (isMet(place)) {
                askOrBegin(place, place.step().action());
            } else {
                ends.skipped(place, Why.CONDITION);
            }
        } catch (ExpressionFailed failure) {
            ends.failedForGood(place, failure);
        }
    }

    private void unwanted(Place place) {
        if (place.node().takesFirst() && anyFailed(place)) {
            ends.failedForGood(place, new StepError("no_success", "None of them succeeded."), null);
        } else {
            ends.skipped(place, Why.NOT_REACHED);
        }
    }

    private static boolean anyFailed(Place place) {
        return place.node().predecessors().stream()
                .anyMatch(before -> place.scope().step(before).status() == StepStatus.FAILED);
    }

    private boolean isMet(Place place) {
        var when = place.step().when();
        return when == null || Boolean.TRUE.equals(when.evaluate(bindings.in(place.scope())));
    }

    private void askOrBegin(Place place, Action action) {
        var bound = bindings.in(place.scope());
        if (action instanceof Action.Approve(var details, var rule)) {
            attempts.ask(place, rule, details.render(bound), bound);
        } else if (place.step().approval() != null) {
            var arguments =
                    acts(action) ? Arguments.of(action, state.index().graph(), bound) : Map.of();
            attempts.ask(place, place.step().approval(), arguments, bound);
        } else {
            beginNow(place, action, bound);
        }
    }

    /** People have agreed. */
    void beginApproved(Place place) {
        var action = place.step().action();
        if (acts(action)) {
            attempts.beginApproved(place);
            return;
        }
        try {
            beginNow(place, action, bindings.in(place.scope()));
        } catch (ExpressionFailed failure) {
            ends.failedForGood(place, failure);
        }
    }

    private static boolean acts(Action action) {
        return switch (action) {
            case Action.Agent _, Action.Http _, Action.UseTool _, Action.SubWorkflow _ -> true;
            default -> false;
        };
    }

    private void beginNow(Place place, Action action, Map<String, @Nullable Object> bound) {
        switch (action) {
            case Action.Transform(var value) ->
                    ends.completed(place, value.render(bound), null, false);
            case Action.Branch branch -> choose(place, branch, bound);
            case Action.Join(var merge) -> ends.join(place, merge);
            case Action.ForEach each -> openItems(place, each, bound);
            case Action.Loop loop -> {
                consequences.emit(new RunEvent.ContainerStarted(place.path(), null));
                ends.nextRound(place, loop);
            }
            case Action.Wait wait -> waiting.begin(place, wait);
            case Action.Agent _,
                    Action.Http _,
                    Action.UseTool _,
                    Action.SubWorkflow _,
                    Action.Approve _ ->
                    attempts.begin(place, action, bound);
        }
    }

    private void choose(Place place, Action.Branch branch, Map<String, @Nullable Object> bound) {
        var taken = taken(branch, bound);
        consequences.emit(
                new RunEvent.StepCompleted(
                        place.path(), Map.of("chosen", taken), null, null, false, null));
        var scope = place.scope();
        branch.targets().stream()
                .filter(target -> !taken.contains(target))
                .map(target -> scope.index().find(target))
                .filter(node -> node != null && scope.isPending(node))
                .forEach(node -> ends.skipped(new Place(scope, node), Why.NOT_CHOSEN));
        ends.after(place);
    }

    private static List<String> taken(Action.Branch branch, Map<String, @Nullable Object> bound) {
        for (var each : branch.cases()) {
            if (Boolean.TRUE.equals(each.when().evaluate(bound))) {
                return List.copyOf(each.to());
            }
        }
        return List.copyOf(branch.otherwise());
    }

    private void openItems(Place place, Action.ForEach each, Map<String, @Nullable Object> bound) {
        if (!(each.over().evaluate(bound) instanceof List<?> list)) {
            throw new ExpressionFailed(each.over().text() + " is not a list");
        }
        consequences.emit(
                new RunEvent.ContainerStarted(
                        place.path(), Collections.unmodifiableList(new ArrayList<>(list))));
        ends.moreItems(place, each);
    }
}

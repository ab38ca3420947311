package dev.baton.run.engine;

import dev.baton.workflow.Action;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps that one move comes to, in the order in which nothing was in their way any more. */
final class ReadySteps {

    private final RunState state;
    private final Deque<Place> places = new ArrayDeque<>();

    /** Items and rounds that were begun in this move. */
    private final Set<String> begun = new HashSet<>();

    ReadySteps(RunState state) {
        this.state = state;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void add(Place place) {
        places.add(place);
    }

    Place next() {
        return places.remove();
    }

    /** Nothing goes on any more. */
    void clear() {
        places.clear();
    }

    /** Queues the steps of a scope that nothing is in the way of. */
    void begin(ScopeState scope) {
        begun.add(scope.path());
        for (var node : scope.index().nodes()) {
            if (scope.step(node).isReady()) {
                places.add(new Place(scope, node));
            }
        }
    }

    /** Queues whatever nothing is in the way of in a scope, and in those inside it. */
    void resume(ScopeState scope) {
        begin(scope);
        for (var node : scope.index().nodes()) {
            if (scope.step(node).goesOnInside()) {
                var place = new Place(scope, node);
                resumeInside(place);
                places.add(place);
            }
        }
    }

    private void resumeInside(Place place) {
        switch (place.step().action()) {
            case Action.ForEach each -> resumeItems(place, each);
            default -> state.steps().scopesOf(place.path()).forEach(this::resume);
        }
    }

    /**
     * A run may begin with more items that are open than may be under way at once: the others go on
     * when there is a place for them.
     */
    void resumeItems(Place place, Action.ForEach each) {
        var underWay = underWay(place.path());
        var places = each.concurrency() - underWay.size();
        for (var item : state.steps().scopesOf(place.path())) {
            if (begun.contains(item.path())) {
                continue;
            }
            if (underWay.contains(item.path())) {
                resume(item);
            } else if (places > 0) {
                resume(item);
                places--;
            }
        }
    }

    /** Open items of a step that were begun in this move, or in which something acts or waits. */
    private Set<String> underWay(String path) {
        return Stream.concat(
                        begun.stream().filter(scope -> state.steps().scope(scope) != null),
                        state.steps()
                                .open()
                                .filter(step -> !step.goesOnInside())
                                .map(step -> StepPath.of(step.path()).scope()))
                .filter(inner -> StepPath.isInside(inner, path))
                .map(inner -> StepPath.scopeInside(inner, path))
                .collect(Collectors.toSet());
    }
}

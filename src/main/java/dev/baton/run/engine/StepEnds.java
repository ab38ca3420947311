package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.run.engine.Merging.Part;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What follows when a step ends: what comes after it is ready, and with the last one its item,
 * round or run ends. An item's or round's end is followed by the next, or by that of its step; so
 * both are here.
 */
final class StepEnds {

    private final RunState state;
    private final Bindings bindings;
    private final ReadySteps ready;
    private final Attempts attempts;
    private final Ending ending;
    private final Consequences consequences;
    private final Results results;

    StepEnds(
            RunState state,
            Bindings bindings,
            ReadySteps ready,
            Attempts attempts,
            Ending ending,
            Consequences consequences) {
        this.state = state;
        this.bindings = bindings;
        this.ready = ready;
        this.attempts = attempts;
        this.ending = ending;
        this.consequences = consequences;
        this.results = new Results(state.index(), bindings);
    }

    void completed(String path, @Nullable Object result, @Nullable Use use, boolean degraded) {
        if (StepPath.isUndo(path)) {
            consequences.emit(new RunEvent.StepCompleted(path, result, null, use, degraded, null));
            return;
        }
        completed(state.steps().place(path), result, use, degraded);
    }

    void completed(Place place, @Nullable Object result, @Nullable Use use, boolean degraded) {
        RunEvent.StepCompleted event;
        try {
            var isDegraded = degraded || Attempts.isSecondChoice(place.state());
            event = results.completion(place, result, use, isDegraded);
        } catch (ExpressionFailed failure) {
            failedForGood(place, of(failure), use);
            return;
        }
        consequences.emit(event);
        after(place);
    }

    /** An attempt has; another may follow. */
    void failed(String path, StepState step, StepOutcome.Failed failure) {
        if (attempts.isPutOff(path, step, failure)) {
            return;
        }
        if (StepPath.isUndo(path)) {
            consequences.emit(
                    new RunEvent.StepFailed(
                            path, failure.error(), null, false, null, failure.use()));
        } else {
            failedForGood(state.steps().place(path), failure.error(), failure.use());
        }
    }

    void failedForGood(Place place, ExpressionFailed failure) {
        failedForGood(place, of(failure), null);
    }

    void failedForGood(Place place, StepError error, @Nullable Use use) {
        switch (place.step().onFailure()) {
            case FailurePolicy.GoOn(var value) -> goOnWithout(place, value, error, use);
            case FailurePolicy.OtherAgent(var agent) when Attempts.isFirstChoice(place.state()) -> {
                try {
                    attempts.askOther(place, agent, error, use);
                } catch (ExpressionFailed failure) {
                    fail(place, of(failure), use);
                }
            }
            case FailurePolicy.OtherAgent _, FailurePolicy.Fail _ -> fail(place, error, use);
        }
    }

    private void fail(Place place, StepError error, @Nullable Use use) {
        consequences.emit(new RunEvent.StepFailed(place.path(), error, null, false, null, use));
        if (place.node().isOneOfSeveral()) {
            after(place);
        } else {
            scopeFailed(place.scope(), error.in(place.path()));
        }
    }

    private void goOnWithout(
            Place place, @Nullable Template value, StepError error, @Nullable Use use) {
        Object result = null;
        try {
            if (value != null) {
                result = value.render(bindings.in(place.scope(), "error", error.bound()));
            }
        } catch (ExpressionFailed failure) {
            fail(place, error, use);
            return;
        }
        consequences.emit(new RunEvent.StepFailed(place.path(), error, null, true, result, use));
        after(place);
    }

    void skipped(Place place, Why why) {
        consequences.emit(new RunEvent.StepSkipped(place.path(), why));
        after(place);
    }

    /** Goes on with what comes after a step that has ended. */
    void after(Place place) {
        var scope = place.scope();
        if (!state.steps().isOpen(scope)) {
            return;
        }
        var succeeded = place.state().status() == StepStatus.COMPLETED;
        for (var next : place.node().successors()) {
            if (next.takesFirst() && succeeded && scope.isPending(next)) {
                dropOthers(scope, next);
            }
            if (scope.step(next).isReady()) {
                ready.add(new Place(scope, next));
            }
        }
        if (scope.isFinished()) {
            finish(scope);
        }
    }

    /** The first has succeeded; what the others would say is of no use. */
    private void dropOthers(ScopeState scope, Node next) {
        for (var other : next.predecessors()) {
            if (!scope.step(other).status().isFinal() && other.isOneOfSeveral()) {
                var path = scope.path(other);
                consequences.stop(path);
                consequences.emit(new RunEvent.StepCancelled(path, "first_success"));
            }
        }
    }

    /** Every step of a scope has ended. */
    private void finish(ScopeState scope) {
        Object output;
        try {
            output = results.output(scope);
        } catch (ExpressionFailed failure) {
            scopeFailed(scope, of(failure));
            return;
        }
        if (scope.path().isEmpty()) {
            ending.end(RunStatus.COMPLETED, output, null);
            return;
        }
        consequences.emit(new RunEvent.ScopeEnded(scope.path(), output, null));
        var place = around(scope);
        if (isFirstEnough(place)) {
            consequences.stop(place.path());
            completed(place, output, null, false);
        } else {
            goOn(place);
        }
    }

    private void scopeFailed(ScopeState scope, StepError error) {
        if (scope.path().isEmpty()) {
            ending.giveUp(RunStatus.FAILED, error);
            return;
        }
        consequences.stop(scope.path());
        consequences.emit(new RunEvent.ScopeEnded(scope.path(), null, error));
        var place = around(scope);
        if (place.state().container().failed() > tolerated(place)) {
            consequences.stop(place.path());
            failedForGood(place, error, null);
        } else {
            goOn(place);
        }
    }

    /** The step whose item or round a scope is. */
    private Place around(ScopeState scope) {
        return state.steps().place(StepPath.ofScope(scope.path()).toString());
    }

    private static boolean isFirstEnough(Place place) {
        return place.step().action() instanceof Action.ForEach each
                && each.join() instanceof Merge.FirstSuccess;
    }

    private static int tolerated(Place place) {
        if (isFirstEnough(place)) {
            return place.state().container().size() - 1;
        }
        return place.step().action() instanceof Action.ForEach each ? each.tolerated() : 0;
    }

    /** With the items or rounds of a step. */
    void goOn(Place place) {
        try {
            switch (place.step().action()) {
                case Action.ForEach each -> moreItems(place, each);
                case Action.Loop loop -> {
                    if (place.state().container().running() == 0) {
                        nextRound(place, loop);
                    }
                }
                default -> throw new IllegalStateException(place.path() + " has no steps");
            }
        } catch (ExpressionFailed failure) {
            failedForGood(place, failure);
        }
    }

    /**
     * Opens items while there are some and places for them; brings the results together after the
     * last.
     */
    void moreItems(Place place, Action.ForEach each) {
        var container = place.state().container();
        if (container.running() >= each.concurrency()) {
            ready.resumeItems(place, each);
        }
        while (isUnderWay(place, container)
                && container.running() < each.concurrency()
                && container.opened() < container.size()) {
            open(place, container.opened());
        }
        if (isUnderWay(place, container) && container.ended() == container.size()) {
            joinItems(place, each);
        }
    }

    private boolean isUnderWay(Place place, StepState.Container container) {
        return state.steps().isOpen(place.scope()) && place.state().hasContainer(container);
    }

    private void joinItems(Place place, Action.ForEach each) {
        try {
            join(place, each.join(), results.ofItems(place, each));
        } catch (ExpressionFailed failure) {
            failedForGood(place, failure);
        }
    }

    void nextRound(Place place, Action.Loop loop) {
        var rounds = Rounds.of(place.state().container());
        if (rounds.goOn(loop, bindings.in(place.scope()))) {
            open(place, rounds.ended());
        } else {
            completed(place, rounds.result(), null, false);
        }
    }

    private void open(Place place, int index) {
        var path = StepPath.scope(place.path(), index);
        consequences.emit(new RunEvent.ScopeOpened(path));
        var scope = state.steps().scope(path);
        if (scope != null) {
            ready.begin(scope);
        }
    }

    /** Brings the results of the steps before together. */
    void join(Place place, Merge merge) {
        join(place, merge, results.ofSteps(place));
    }

    private void join(Place place, Merge merge, List<Part> parts) {
        var bound = bindings.in(place.scope());
        if (merge instanceof Merge.ByAgent(var agent)) {
            // Else it is asked when the run goes on.
            if (!state.isPaused()) {
                bound.put("values", Merging.values(parts));
                attempts.begin(place, agent, bound);
            }
            return;
        }
        try {
            completed(place, Merging.merge(merge, parts, bound), null, false);
        } catch (Merging.Impossible impossible) {
            failedForGood(place, impossible.error(), null);
        }
    }

    private static StepError of(ExpressionFailed failure) {
        return new StepError("expression_failed", String.valueOf(failure.getMessage()));
    }
}

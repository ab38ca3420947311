package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.run.engine.Merging.Part;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.Merge;
import dev.baton.workflow.RetryPolicy.Failure;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows what happened to a run through its graph until nothing more happens by itself, or enough
 * has for one move. What that comes to is in the consequences.
 */
final class Walk {

    /** More than this of one move is left to the next. */
    private static final int MOST_EVENTS = 2_000;

    private static final long MOST_LETTERS_OF_MOVE = 2_000_000;

    /** Of arguments: whom another agent is asked instead of. */
    private static final String INSTEAD_OF = "instead_of";

    private final RunState state;
    private final Bindings bindings;
    private final Results results;
    private final Retries retries;
    private final LoopBreaker breaker;
    private final Consequences consequences;
    private final Deque<Place> ready = new ArrayDeque<>();

    /** Items and rounds that were begun in this move. */
    private final Set<String> begun = new HashSet<>();

    /**
     * @param run what expressions see as {@code run}
     */
    Walk(RunState state, Map<String, Object> run, Retries retries, Consequences consequences) {
        this.state = state;
        this.bindings = new Bindings(state, run);
        this.results = new Results(state.index().graph(), bindings);
        this.retries = retries;
        this.breaker = new LoopBreaker(state);
        this.consequences = consequences;
    }

    /** Whether something is left to do. */
    boolean isCut() {
        return !ready.isEmpty() && !state.status().isFinal() && !state.isPaused();
    }

    /** Queues the steps of a scope that nothing is in the way of. */
    void begin(ScopeState scope) {
        begun.add(scope.path());
        for (var node : scope.index().nodes()) {
            if (scope.step(node).isReady()) {
                ready.add(new Place(scope, node));
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
                ready.add(place);
            }
        }
    }

    private void resumeInside(Place place) {
        switch (place.step().action()) {
            case Action.ForEach each -> resumeItems(place, each);
            default -> state.scopes(place.path()).forEach(this::resume);
        }
    }

    /**
     * A run may begin with more items that are open than may be under way at once: the others go on
     * when there is a place for them.
     */
    private void resumeItems(Place place, Action.ForEach each) {
        var underWay = underWay(place.path());
        var places = each.concurrency() - underWay.size();
        for (var item : state.scopes(place.path())) {
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
                        begun.stream().filter(scope -> state.scope(scope) != null),
                        state.open()
                                .filter(step -> !step.goesOnInside())
                                .map(step -> StepPath.of(step.path()).scope()))
                .filter(inner -> StepPath.isInside(inner, path))
                .map(inner -> StepPath.scopeInside(inner, path))
                .collect(Collectors.toSet());
    }

    void settle() {
        while (isCut() && !isEnough()) {
            var place = ready.remove();
            if (!isOpen(place.scope())) {
                continue;
            }
            if (place.state().goesOnInside()) {
                goOn(place);
            } else if (place.state().isReady() && !isTooMuch(place.path())) {
                begin(place);
            }
        }
        if (state.isCompensating() && !state.isPaused()) {
            undoNext();
        }
    }

    private boolean isEnough() {
        return consequences.events().size() >= MOST_EVENTS
                || consequences.letters() >= MOST_LETTERS_OF_MOVE;
    }

    /** Whether the run ended instead, as it became too much. */
    private boolean isTooMuch(String path) {
        return endsFor(breaker.tooMuch(path));
    }

    /**
     * Takes in what somebody outside gives the run. One that becomes too much by it fails; one that
     * undoes what it did is not kept from that, and is given no more than it can hold.
     *
     * @return whether the run goes on with it
     */
    boolean take(RunEvent given) {
        if (state.status().isFinal() || state.isCompensating() && breaker.makesTooLarge(given)) {
            return false;
        }
        consequences.emit(given);
        return !endsFor(breaker.tooLarge(null));
    }

    /** Whether the run ended instead, as it does the same over and over. */
    private boolean goesInCircles(String path, Object arguments) {
        return endsFor(breaker.circle(path, arguments));
    }

    private boolean endsFor(@Nullable StepError reason) {
        if (reason != null) {
            giveUp(RunStatus.FAILED, reason);
        }
        return reason != null;
    }

    private boolean isOpen(ScopeState scope) {
        return state.scope(scope.path()) == scope;
    }

    private void begin(Place place) {
        var node = place.node();
        var step = place.step();
        if (!place.state().isWanted(!node.predecessors().isEmpty())) {
            if (node.takesFirst() && anyFailed(place)) {
                failedForGood(place, new StepError("no_success", "None of them succeeded."), null);
            } else {
                skip(place, Why.NOT_REACHED);
            }
            return;
        }
        try {
            if (step.when() != null
                    && !Boolean.TRUE.equals(step.when().evaluate(bindings.in(place.scope())))) {
                skip(place, Why.CONDITION);
                return;
            }
            begin(place, step.action());
        } catch (ExpressionFailed failure) {
            failedForGood(place, of(failure), null);
        }
    }

    private void begin(Place place, Action action) {
        var bound = bindings.in(place.scope());
        if (action instanceof Action.Approve(var details, var rule)) {
            ask(place, rule, details.render(bound), bound);
        } else if (place.step().approval() != null) {
            var arguments =
                    acts(action) ? Arguments.of(action, state.index().graph(), bound) : Map.of();
            ask(place, place.step().approval(), arguments, bound);
        } else {
            beginNow(place, action);
        }
    }

    private void ask(
            Place place,
            ApprovalRule rule,
            @Nullable Object arguments,
            Map<String, @Nullable Object> bound) {
        if (goesInCircles(place.path(), arguments == null ? "" : arguments)) {
            return;
        }
        var title = String.valueOf(rule.title().render(bound));
        consequences.ask(place.state(), title, arguments);
    }

    /** With exactly what people have agreed to. */
    void beginApproved(Place place) {
        var action = place.step().action();
        if (acts(action)) {
            consequences.start(place.state(), 1, place.state().arguments());
            return;
        }
        try {
            beginNow(place, action);
        } catch (ExpressionFailed failure) {
            failedForGood(place, of(failure), null);
        }
    }

    private static boolean acts(Action action) {
        return switch (action) {
            case Action.Agent _, Action.Http _, Action.UseTool _, Action.SubWorkflow _ -> true;
            default -> false;
        };
    }

    private void beginNow(Place place, Action action) {
        switch (action) {
            case Action.Transform(var value) ->
                    completed(place, value.render(bindings.in(place.scope())), null, false);
            case Action.Branch branch -> choose(place, branch);
            case Action.Join(var merge) -> merge(place, merge, results.ofSteps(place));
            case Action.ForEach each -> openItems(place, each);
            case Action.Loop loop -> {
                consequences.emit(new RunEvent.ContainerStarted(place.path(), null));
                nextRound(place, loop);
            }
            case Action.Wait wait -> await(place, wait);
            case Action.Agent _,
                    Action.Http _,
                    Action.UseTool _,
                    Action.SubWorkflow _,
                    Action.Approve _ ->
                    act(place, action, bindings.in(place.scope()));
        }
    }

    private boolean anyFailed(Place place) {
        return place.node().predecessors().stream()
                .anyMatch(before -> place.scope().step(before).status() == StepStatus.FAILED);
    }

    private void act(Place place, Action action, Map<String, @Nullable Object> bound) {
        var arguments = Arguments.of(action, state.index().graph(), bound);
        if (!goesInCircles(place.path(), arguments)) {
            consequences.start(place.state(), 1, arguments);
        }
    }

    void wake(StepState step) {
        var path = step.path();
        if (step.status() == StepStatus.RETRYING) {
            if (StepPath.isUndo(path) || !isTooMuch(path)) {
                consequences.startAgain(step);
            }
        } else if (step.signal() != null) {
            completed(path, Map.of("timed_out", true), null, false);
        } else if (step.wasBegun()) {
            failed(
                    path,
                    step,
                    new StepOutcome.Failed(
                            new StepError("timed_out", "It took too long."),
                            Failure.TIMEOUT,
                            null,
                            null));
        } else {
            completed(path, Map.of("timed_out", false), null, false);
        }
    }

    void completed(String path, @Nullable Object result, @Nullable Use use, boolean degraded) {
        if (StepPath.isUndo(path)) {
            consequences.emit(new RunEvent.StepCompleted(path, result, null, use, degraded, null));
            return;
        }
        completed(place(path), result, use, degraded);
    }

    void completed(Place place, @Nullable Object result, @Nullable Use use, boolean degraded) {
        RunEvent.StepCompleted event;
        try {
            event = results.completion(place, result, use, degraded || isSecondChoice(place));
        } catch (ExpressionFailed failure) {
            failedForGood(place, of(failure), use);
            return;
        }
        consequences.emit(event);
        after(place);
    }

    void failed(String path, StepState step, StepOutcome.Failed failure) {
        var policy = state.index().definition(path).retry();
        var retryAt =
                retries.next(
                                policy,
                                failure,
                                step.attempt(),
                                step.firstBegunAt(consequences.now()),
                                consequences.now())
                        .orElse(null);
        if (retryAt != null) {
            consequences.emit(
                    new RunEvent.StepFailed(
                            path, failure.error(), retryAt, false, null, failure.use()));
        } else if (StepPath.isUndo(path)) {
            consequences.emit(
                    new RunEvent.StepFailed(
                            path, failure.error(), null, false, null, failure.use()));
        } else {
            failedForGood(place(path), failure.error(), failure.use());
        }
    }

    void failedForGood(Place place, StepError error, @Nullable Use use) {
        switch (place.step().onFailure()) {
            case FailurePolicy.GoOn(var value) -> goOn(place, value, error, use);
            case FailurePolicy.OtherAgent(var agent) when isFirstChoice(place) ->
                    askOther(place, agent, error, use);
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

    private void goOn(Place place, @Nullable Template value, StepError error, @Nullable Use use) {
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

    private static boolean isFirstChoice(Place place) {
        return place.state().wasBegun()
                && place.state().arguments() instanceof Map<?, ?> arguments
                && !arguments.containsKey(INSTEAD_OF);
    }

    /** Whether another agent is asked than the one that was to be. */
    private static boolean isSecondChoice(Place place) {
        return place.state().arguments() instanceof Map<?, ?> arguments
                && arguments.containsKey(INSTEAD_OF);
    }

    /** The other agent is asked under a key of its own: to it, this is something new. */
    private void askOther(Place place, Template agent, StepError error, @Nullable Use use) {
        Object other;
        try {
            other = agent.render(bindings.in(place.scope()));
        } catch (ExpressionFailed failure) {
            fail(place, of(failure), use);
            return;
        }
        var step = place.state();
        var arguments = new LinkedHashMap<Object, @Nullable Object>((Map<?, ?>) step.arguments());
        arguments.remove("capability");
        var before = arguments.put("agent", other);
        arguments.put(INSTEAD_OF, before == null ? "" : before);
        var attempt = step.attempt() + 1;
        consequences.emit(
                new RunEvent.StepFailed(place.path(), error, consequences.now(), false, null, use));
        if (state.isPaused()) {
            consequences.startAfterPause(step, attempt, arguments);
        } else {
            consequences.start(step, attempt, arguments);
        }
    }

    private void skip(Place place, Why why) {
        consequences.emit(new RunEvent.StepSkipped(place.path(), why));
        after(place);
    }

    /** Goes on with what comes after a step that has ended. */
    private void after(Place place) {
        var scope = place.scope();
        if (!isOpen(scope)) {
            return;
        }
        var succeeded = place.state().status() == StepStatus.COMPLETED;
        for (var next : place.node().successors()) {
            if (next.takesFirst() && succeeded && isWaitedFor(scope, next)) {
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

    private static boolean isWaitedFor(ScopeState scope, Node node) {
        return scope.step(node).status() == StepStatus.PENDING;
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

    private void choose(Place place, Action.Branch branch) {
        var bound = bindings.in(place.scope());
        var chosen = branch.otherwise();
        for (var each : branch.cases()) {
            if (Boolean.TRUE.equals(each.when().evaluate(bound))) {
                chosen = each.to();
                break;
            }
        }
        var taken = List.copyOf(chosen);
        consequences.emit(
                new RunEvent.StepCompleted(
                        place.path(), Map.of("chosen", taken), null, null, false, null));
        targets(branch).stream()
                .filter(target -> !taken.contains(target))
                .map(target -> place.scope().index().find(target))
                .filter(node -> node != null && isWaitedFor(place.scope(), node))
                .forEach(node -> skip(new Place(place.scope(), node), Why.NOT_CHOSEN));
        after(place);
    }

    private static List<String> targets(Action.Branch branch) {
        var targets = new ArrayList<>(branch.otherwise());
        branch.cases().forEach(each -> targets.addAll(each.to()));
        return targets.stream().distinct().toList();
    }

    private void merge(Place place, Merge merge, List<Part> parts) {
        var bound = bindings.in(place.scope());
        if (merge instanceof Merge.ByAgent(var agent)) {
            // Else it is asked when the run goes on.
            if (!state.isPaused()) {
                bound.put("values", Merging.values(parts));
                act(place, agent, bound);
            }
            return;
        }
        try {
            completed(place, Merging.merge(merge, parts, bound), null, false);
        } catch (Merging.Impossible impossible) {
            failedForGood(place, impossible.error(), null);
        }
    }

    private void openItems(Place place, Action.ForEach each) {
        var items = each.over().evaluate(bindings.in(place.scope()));
        if (!(items instanceof List<?> list)) {
            throw new ExpressionFailed(each.over().text() + " is not a list");
        }
        consequences.emit(
                new RunEvent.ContainerStarted(
                        place.path(), Collections.unmodifiableList(new ArrayList<>(list))));
        moreItems(place, each);
    }

    /**
     * Opens items while there are some and places for them; brings the results together after the
     * last.
     */
    private void moreItems(Place place, Action.ForEach each) {
        var container = place.state().container();
        if (container.running() >= each.concurrency()) {
            resumeItems(place, each);
        }
        while (isUnderWay(place, container)
                && container.running() < each.concurrency()
                && container.opened() < container.size()) {
            open(place, container.opened());
        }
        if (isUnderWay(place, container) && container.ended() == container.size()) {
            mergeItems(place, each);
        }
    }

    private boolean isUnderWay(Place place, StepState.Container container) {
        return isOpen(place.scope()) && place.state().hasContainer(container);
    }

    private void mergeItems(Place place, Action.ForEach each) {
        try {
            merge(place, each.join(), results.ofItems(place, each));
        } catch (ExpressionFailed failure) {
            failedForGood(place, of(failure), null);
        }
    }

    private void nextRound(Place place, Action.Loop loop) {
        var container = place.state().container();
        var rounds = container.ended();
        var bound = bindings.in(place.scope());
        bound.put("round", (long) rounds);
        bound.put("last", container.last());
        var goesOn =
                rounds < loop.max()
                        && (loop.whileTrue() == null
                                || Boolean.TRUE.equals(loop.whileTrue().evaluate(bound)));
        if (goesOn && !(rounds > 0 && isReached(loop, bound))) {
            open(place, rounds);
        } else {
            var result = new LinkedHashMap<String, @Nullable Object>();
            result.put("rounds", (long) rounds);
            result.put("output", container.last());
            completed(place, result, null, false);
        }
    }

    private static boolean isReached(Action.Loop loop, Map<String, @Nullable Object> bound) {
        if (loop.until() == null) {
            return false;
        }
        bound.put("output", bound.get("last"));
        return Boolean.TRUE.equals(loop.until().evaluate(bound));
    }

    private void open(Place place, int index) {
        var path = StepPath.scope(place.path(), index);
        consequences.emit(new RunEvent.ScopeOpened(path));
        var scope = state.scope(path);
        if (scope != null) {
            begin(scope);
        }
    }

    /** Every step of a scope has ended. */
    private void finish(ScopeState scope) {
        Object output;
        try {
            output = results.output(scope, output(scope));
        } catch (ExpressionFailed failure) {
            scopeFailed(scope, of(failure));
            return;
        }
        if (scope.path().isEmpty()) {
            end(RunStatus.COMPLETED, output, null);
            return;
        }
        consequences.emit(new RunEvent.ScopeEnded(scope.path(), output, null));
        var place = place(StepPath.ofScope(scope.path()).toString());
        if (place.step().action() instanceof Action.ForEach each
                && each.join() instanceof Merge.FirstSuccess) {
            consequences.stop(place.path());
            completed(place, output, null, false);
        } else {
            goOn(place);
        }
    }

    private void goOn(Place place) {
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
            failedForGood(place, of(failure), null);
        }
    }

    private @Nullable Template output(ScopeState scope) {
        if (scope.path().isEmpty()) {
            return state.index().graph().output();
        }
        return switch (place(StepPath.ofScope(scope.path()).toString()).step().action()) {
            case Action.ForEach each -> each.output();
            case Action.Loop loop -> loop.output();
            default -> null;
        };
    }

    private void scopeFailed(ScopeState scope, StepError error) {
        if (scope.path().isEmpty()) {
            giveUp(RunStatus.FAILED, error);
            return;
        }
        consequences.stop(scope.path());
        consequences.emit(new RunEvent.ScopeEnded(scope.path(), null, error));
        var place = place(StepPath.ofScope(scope.path()).toString());
        var tolerated =
                switch (place.step().action()) {
                    case Action.ForEach each when each.join() instanceof Merge.FirstSuccess ->
                            place.state().container().size() - 1;
                    case Action.ForEach each -> each.tolerated();
                    default -> 0;
                };
        if (place.state().container().failed() > tolerated) {
            consequences.stop(place.path());
            failedForGood(place, error, null);
        } else {
            goOn(place);
        }
    }

    private void await(Place place, Action.Wait wait) {
        var path = place.path();
        if (wait.signal() != null && state.hasSignal(wait.signal())) {
            taken(path, wait.signal());
            return;
        }
        var due = Waits.due(wait, bindings.in(place.scope()), consequences.now());
        consequences.emit(new RunEvent.StepWaiting(path, due, wait.signal()));
    }

    void taken(String path, String name) {
        var result = new HashMap<String, @Nullable Object>();
        result.put("signal", name);
        result.put("payload", state.payload(name));
        consequences.emit(new RunEvent.SignalTaken(name));
        completed(path, result, null, false);
    }

    /** Ends the run, once what it did is undone. */
    void giveUp(RunStatus how, StepError error) {
        var undos = state.undos();
        if (undos.isEmpty() || state.isCompensating()) {
            end(how, null, error);
            return;
        }
        ready.clear();
        consequences.compensate(
                how, error, undos.reversed().stream().map(StateImage.Undo::step).toList());
    }

    /** One after the other, the last effect first; what cannot be undone does not keep the rest. */
    private void undoNext() {
        for (var step : state.undoing()) {
            if (step.status() == StepStatus.PENDING) {
                consequences.start(step, 1, state.undoArguments(step.path()));
                return;
            }
            if (!step.status().isFinal()) {
                return;
            }
        }
        end(state.endAfterUndoing(), null, state.failure());
    }

    void end(RunStatus how, @Nullable Object output, @Nullable StepError error) {
        ready.clear();
        consequences.end(how, output, error);
    }

    private static StepError of(ExpressionFailed failure) {
        return new StepError("expression_failed", String.valueOf(failure.getMessage()));
    }

    Place place(String path) {
        var at = StepPath.of(path);
        var scope = state.scope(at.scope());
        if (scope == null) {
            throw new IllegalStateException("There is no open scope " + at.scope());
        }
        return new Place(scope, state.node(path));
    }
}

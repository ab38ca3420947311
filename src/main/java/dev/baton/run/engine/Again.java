package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.run.engine.GraphIndex.ScopeIndex;
import dev.baton.workflow.Action;
import dev.baton.workflow.Merge;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a run's journal is made again: what failed or was undone, with what comes after it. A
 * step whose items or rounds did not all come out goes on with those that did, and so does an item
 * with its steps.
 */
final class Again {

    private final Map<String, RunEvent> ends = new HashMap<>();
    private final Map<String, RunEvent.ScopeEnded> scopeEnds = new HashMap<>();

    /** Items and rounds that have begun, by the paths of their steps, in that order. */
    private final Map<String, List<String>> scopes = new HashMap<>();

    private final Set<String> undone = new HashSet<>();

    /** Steps, items and rounds inside which something was undone. */
    private final Set<String> undoneInside = new HashSet<>();

    /** Steps and rounds of which nothing is kept. */
    private final Set<String> dropped = new HashSet<>();

    /** Items and rounds of which nothing is kept but that they have begun. */
    private final Set<String> emptied = new HashSet<>();

    /** Steps, items and rounds that are not over any more, but keep of what is inside them. */
    private final Set<String> reopened = new HashSet<>();

    /**
     * @param steps of the run itself that are wanted again, with all that come after them
     */
    Again(GraphIndex index, List<RunEvent> journal, Collection<String> steps) {
        var wanted = new HashSet<>(steps);
        for (var event : journal) {
            switch (event) {
                case RunEvent.ContainerStarted(var step, var _) ->
                        scopes.put(step, new ArrayList<>());
                case RunEvent.ScopeOpened(var scope) ->
                        scopes.computeIfAbsent(
                                        StepPath.ofScope(scope).toString(), _ -> new ArrayList<>())
                                .add(scope);
                case RunEvent.ScopeEnded ended -> scopeEnds.put(ended.scope(), ended);
                case RunEvent.StepCompleted(var step, var _, var _, var _, var _, var _)
                        when StepPath.isUndo(step) ->
                        undone(StepPath.undone(step));
                case RunEvent.StepCompleted completed -> ends.put(completed.step(), completed);
                case RunEvent.StepFailed failed when failed.retryAt() == null ->
                        ends.put(failed.step(), failed);
                case RunEvent.StepSkipped skipped -> ends.put(skipped.step(), skipped);
                case RunEvent.StepCancelled cancelled -> ends.put(cancelled.step(), cancelled);
                case RunEvent.Compensating(var error, var _, var _) -> circled(error, wanted);
                case RunEvent.RunEnded ended -> circled(ended.error(), wanted);
                default -> {}
            }
        }
        look("", index.root(), wanted);
    }

    private void undone(String step) {
        undone.add(step);
        for (var outer = outer(step); outer != null; outer = outer(outer)) {
            undoneInside.add(outer);
        }
    }

    /**
     * No step of a loop that goes in circles has failed; where it stands, it would go no further.
     */
    private static void circled(@Nullable StepError error, Set<String> wanted) {
        if (error != null && error.step() != null && LoopBreaker.isCircle(error)) {
            wanted.add(Fork.top(error.step()));
        }
    }

    private void look(String scope, ScopeIndex index, Collection<String> wanted) {
        var roots = new HashSet<>(wanted);
        var goingOn = new ArrayList<Node>();
        for (var node : index.nodes()) {
            if (undone.contains(path(scope, node))) {
                roots.add(node.step().id());
            } else if (goesOn(scope, node)) {
                goingOn.add(node);
                node.successors().forEach(next -> roots.add(next.step().id()));
            } else if (hasFailed(scope, node)) {
                roots.add(node.step().id());
            }
        }
        var again = withSuccessors(index, roots);
        again.forEach(node -> dropped.add(path(scope, node)));
        goingOn.stream()
                .filter(node -> !again.contains(node))
                .forEach(node -> goOn(path(scope, node), node));
    }

    private static Set<Node> withSuccessors(ScopeIndex index, Collection<String> steps) {
        var found = new HashSet<Node>();
        var open = new ArrayDeque<Node>();
        for (var step : steps) {
            var node = index.find(step);
            if (node != null) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            var node = open.remove();
            if (found.add(node)) {
                open.addAll(node.successors());
            }
        }
        return found;
    }

    /** Also when it may fail, but what waits for the first success has found none. */
    private boolean hasFailed(String scope, Node node) {
        return ends.get(path(scope, node)) instanceof RunEvent.StepFailed failed
                && !failed.goesOn()
                && (!node.isOneOfSeveral()
                        || node.successors().stream().anyMatch(next -> hasFailed(scope, next)));
    }

    /** Whether a step goes on with items or rounds that it has. */
    private boolean goesOn(String scope, Node node) {
        var path = path(scope, node);
        var begun = scopes.get(path);
        if (begun == null) {
            return false;
        }
        if (!ends.containsKey(path) || undoneInside.contains(path)) {
            return true;
        }
        // The same results would fail the same way, unless an agent is asked about them.
        return hasFailed(scope, node)
                && (isMergedByAgent(node) || !begun.stream().allMatch(this::cameOut));
    }

    private static boolean isMergedByAgent(Node node) {
        return node.step().action() instanceof Action.ForEach each
                && each.join() instanceof Merge.ByAgent;
    }

    private boolean cameOut(String scope) {
        var end = scopeEnds.get(scope);
        return end != null && end.error() == null;
    }

    private void goOn(String path, Node node) {
        reopened.add(path);
        var isLoop = node.step().action() instanceof Action.Loop;
        var isPast = false;
        for (var scope : scopes.getOrDefault(path, List.of())) {
            if (isPast) {
                dropped.add(scope);
            } else if (!cameOut(scope) || undoneInside.contains(scope)) {
                reopen(scope, node.inner());
                isPast = isLoop;
            }
        }
    }

    private void reopen(String scope, ScopeIndex index) {
        reopened.add(scope);
        var failedItself =
                scopeEnds.containsKey(scope)
                        && !undoneInside.contains(scope)
                        && index.nodes().stream().noneMatch(node -> hasFailed(scope, node));
        if (failedItself) {
            emptied.add(scope);
        } else {
            look(scope, index, List.of());
        }
    }

    /** Whether what happened to a step is kept. */
    boolean isStepKept(String step, RunEvent event) {
        return !StepPath.isUndo(step)
                && !isGone(step)
                && (event instanceof RunEvent.ContainerStarted || !reopened.contains(step));
    }

    /** Whether it is kept that an item or round has begun. */
    boolean isBeginningKept(String scope) {
        return !isGone(scope);
    }

    /** Whether it is kept that an item or round has ended. */
    boolean isEndKept(String scope) {
        return !isGone(scope) && !reopened.contains(scope);
    }

    private boolean isGone(String path) {
        if (dropped.contains(path)) {
            return true;
        }
        for (var outer = outer(path); outer != null; outer = outer(outer)) {
            if (dropped.contains(outer) || emptied.contains(outer)) {
                return true;
            }
        }
        return false;
    }

    /** The scope of a step, or the step of a scope; null for what is the run's own. */
    private static @Nullable String outer(String path) {
        var cut = path.lastIndexOf('/');
        return cut < 0 ? null : path.substring(0, cut);
    }

    private static String path(String scope, Node node) {
        return new StepPath(scope, node.step().id()).toString();
    }
}

package dev.baton.run.engine;

import dev.baton.run.StepStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a run's journal another run begins with: everything that its own steps need not do again.
 * What was under way begins anew there, under keys of its own.
 */
public final class Fork {

    /** Something that happened, and when. */
    public record Happened(Instant at, RunEvent event) {}

    private final GraphIndex index;
    private final Set<String> again = new HashSet<>();

    /**
     * @param index of the graph that the journal is of
     */
    public Fork(GraphIndex index) {
        this.index = index;
    }

    /** The run's own steps that come after these, and these. */
    public Set<String> withSuccessors(Collection<String> steps) {
        var found = new HashSet<String>();
        var open = new ArrayDeque<>(steps);
        while (!open.isEmpty()) {
            var node = index.root().find(open.remove());
            if (node != null && found.add(node.step().id())) {
                node.successors().forEach(next -> open.add(next.step().id()));
            }
        }
        return found;
    }

    /** The run's own step that a path is at or in. */
    public static String top(String path) {
        var own = StepPath.isUndo(path) ? StepPath.undone(path) : path;
        var cut = own.indexOf('/');
        return cut < 0 ? own : own.substring(0, cut);
    }

    /**
     * What is kept. Costs are left out: they are the other run's.
     *
     * @param steps of the run that are to be executed again, with all that come after them; those
     *     whose effects were undone are in any case
     */
    public List<Happened> keep(List<Happened> journal, Collection<String> steps) {
        var roots = new HashSet<>(steps);
        journal.stream()
                .map(Happened::event)
                .filter(RunEvent.StepCompleted.class::isInstance)
                .map(event -> ((RunEvent.StepCompleted) event).step())
                .filter(StepPath::isUndo)
                .map(Fork::top)
                .forEach(roots::add);
        again.addAll(withSuccessors(roots));
        var kept = new ArrayList<Happened>();
        for (var at = 0; at < journal.size(); at++) {
            var one = journal.get(at);
            var next = at + 1 < journal.size() ? journal.get(at + 1).event() : null;
            if (isKept(one.event(), next)) {
                kept.add(new Happened(one.at(), withoutUse(one.event())));
            }
        }
        return withoutOpen(kept);
    }

    private boolean isKept(RunEvent event, @Nullable RunEvent next) {
        return switch (event) {
            case RunEvent.RunStarted _,
                    RunEvent.SignalReceived _,
                    RunEvent.VariablesSet _ ->
                    true;
            case RunEvent.TakenOver _,
                    RunEvent.Paused _,
                    RunEvent.Resumed _,
                    RunEvent.Compensating _,
                    RunEvent.RunEnded _ ->
                    false;
            case RunEvent.SignalTaken _ -> next != null && isKept(next, null);
            case RunEvent.ScopeOpened(var scope) -> isDone(scope);
            case RunEvent.ScopeEnded(var scope, var _, var _) -> isDone(scope);
            default -> {
                var step = step(event);
                yield step != null && isDone(step);
            }
        };
    }

    private boolean isDone(String path) {
        return !StepPath.isUndo(path) && !again.contains(top(path));
    }

    private static @Nullable String step(RunEvent event) {
        return switch (event) {
            case RunEvent.StepStarted started -> started.step();
            case RunEvent.ContainerStarted started -> started.step();
            case RunEvent.StepWaiting waiting -> waiting.step();
            case RunEvent.StepDelayed delayed -> delayed.step();
            case RunEvent.StepCompleted completed -> completed.step();
            case RunEvent.StepFailed failed -> failed.step();
            case RunEvent.StepSkipped skipped -> skipped.step();
            case RunEvent.StepCancelled cancelled -> cancelled.step();
            case RunEvent.ApprovalAsked asked -> asked.step();
            case RunEvent.ApprovalAnswered answered -> answered.step();
            default -> null;
        };
    }

    private static RunEvent withoutUse(RunEvent event) {
        return switch (event) {
            case RunEvent.StepCompleted(
                            var step,
                            var result,
                            var changes,
                            var _,
                            var degraded,
                            var undo) ->
                    new RunEvent.StepCompleted(step, result, changes, null, degraded, undo);
            case RunEvent.StepFailed(
                            var step,
                            var error,
                            var retryAt,
                            var goesOn,
                            var result,
                            var _) ->
                    new RunEvent.StepFailed(step, error, retryAt, goesOn, result, null);
            default -> event;
        };
    }

    /** A step that was under way is one that has not begun. */
    private List<Happened> withoutOpen(List<Happened> kept) {
        var state = new RunState(index);
        kept.forEach(one -> state.apply(one.event(), one.at()));
        var open = new HashSet<String>();
        state.open()
                .filter(step -> !isContainer(step))
                .map(StepState::path)
                .forEach(open::add);
        return kept.stream()
                .filter(
                        one -> {
                            var step = step(one.event());
                            return step == null || !open.contains(step);
                        })
                .toList();
    }

    private static boolean isContainer(StepState step) {
        return step.status() == StepStatus.RUNNING && !step.wasBegun();
    }

    /** Paths of the run's own steps that have ended in what is kept. */
    public Map<String, @Nullable Object> done(List<Happened> kept) {
        var state = new RunState(index);
        kept.forEach(one -> state.apply(one.event(), one.at()));
        return state.results();
    }
}

package dev.baton.run.engine;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a run's journal another run begins with: everything that its own steps need not do again.
 * What was under way begins anew there, under keys of its own.
 */
public final class Fork {

    /** Something that happened, and when. */
    public record Happened(Instant at, RunEvent event) {}

    /**
     * What another run begins with.
     *
     * @param state after that
     */
    public record Kept(List<Happened> events, RunState state) {}

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
     * What is kept. Costs are left out, and what would undo a step: both are the other run's.
     *
     * @param steps of the run that are to be executed again, with all that come after them; those
     *     whose effects were undone are in any case, and those that it failed of
     */
    public Kept keep(List<Happened> journal, Collection<String> steps) {
        var roots = new HashSet<>(steps);
        journal.stream()
                .map(Happened::event)
                .filter(this::isToBeMadeAgain)
                .map(Fork::step)
                .filter(Objects::nonNull)
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

    private boolean isToBeMadeAgain(RunEvent event) {
        return switch (event) {
            case RunEvent.StepCompleted completed -> StepPath.isUndo(completed.step());
            case RunEvent.StepFailed failed when failed.retryAt() == null && !failed.goesOn() -> {
                var own = index.root().find(failed.step());
                yield own != null && !own.isOneOfSeveral();
            }
            default -> false;
        };
    }

    private boolean isKept(RunEvent event, @Nullable RunEvent next) {
        return switch (event) {
            case RunEvent.RunStarted _, RunEvent.SignalReceived _, RunEvent.VariablesSet _ -> true;
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
            case RunEvent.ApprovalChanged changed -> changed.step();
            case RunEvent.ApprovalAnswered answered -> answered.step();
            default -> null;
        };
    }

    /** What each of the run's own steps has cost, with all in it, in nano-units. */
    public static Map<String, Long> costs(List<Happened> journal) {
        var costs = new HashMap<String, Long>();
        for (var one : journal) {
            var use = use(one.event());
            var step = step(one.event());
            if (use != null && step != null) {
                costs.merge(top(step), use.costNanos(), Long::sum);
            }
        }
        return costs;
    }

    private static RunEvent.@Nullable Use use(RunEvent event) {
        return switch (event) {
            case RunEvent.StepCompleted completed -> completed.use();
            case RunEvent.StepFailed failed -> failed.use();
            case RunEvent.StepDelayed delayed -> delayed.use();
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
                            var _) ->
                    new RunEvent.StepCompleted(step, result, changes, null, degraded, null);
            case RunEvent.StepFailed(
                            var step,
                            var error,
                            var retryAt,
                            var goesOn,
                            var result,
                            var _) ->
                    new RunEvent.StepFailed(step, error, retryAt, goesOn, result, null);
            case RunEvent.StepDelayed(
                            var step,
                            var code,
                            var message,
                            var facts,
                            var until,
                            var _) ->
                    new RunEvent.StepDelayed(step, code, message, facts, until, null);
            default -> event;
        };
    }

    /**
     * A step that was under way is one that has not begun; of one that has items or rounds, only
     * what brings them together is.
     */
    private Kept withoutOpen(List<Happened> kept) {
        var state = new RunState(index);
        kept.forEach(one -> state.apply(one.event(), one.at()));
        var open = state.open().map(StepState::path).collect(Collectors.toSet());
        var closed =
                kept.stream()
                        .filter(
                                one -> {
                                    var step = step(one.event());
                                    return step == null
                                            || !open.contains(step)
                                            || one.event() instanceof RunEvent.ContainerStarted;
                                })
                        .toList();
        return new Kept(closed, state);
    }

    /** The run's own steps that are over with what is kept. */
    public Set<String> over(Kept kept) {
        var own = kept.state().scope("");
        return own == null
                ? Set.of()
                : index.root().nodes().stream()
                        .filter(node -> own.step(node).status().isFinal())
                        .map(node -> node.step().id())
                        .collect(Collectors.toSet());
    }

    /** The run's own steps that something is kept of. */
    public Set<String> begun(Kept kept) {
        return kept.events().stream()
                .map(Happened::event)
                .map(Fork::step)
                .filter(Objects::nonNull)
                .map(Fork::top)
                .collect(Collectors.toSet());
    }
}

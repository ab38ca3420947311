package dev.baton.run.engine;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
     * @param savedNanos what it has cost the other run, in nano-units
     */
    public record Kept(List<Happened> events, RunState state, long savedNanos) {}

    private final GraphIndex index;

    /**
     * @param index of the graph that the journal is of
     */
    public Fork(GraphIndex index) {
        this.index = index;
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
     *     whose effects were undone are in any case, and those that it failed of. Of a step with
     *     items or rounds that is not named here, those that came out are kept.
     */
    public Kept keep(List<Happened> journal, Collection<String> steps) {
        var again = new Again(index, journal.stream().map(Happened::event).toList(), steps);
        var kept = new ArrayList<Happened>();
        for (var at = 0; at < journal.size(); at++) {
            var one = journal.get(at);
            var next = at + 1 < journal.size() ? journal.get(at + 1).event() : null;
            if (isKept(again, one.event(), next)) {
                kept.add(one);
            }
        }
        return withoutOpen(kept);
    }

    private static boolean isKept(Again again, RunEvent event, @Nullable RunEvent next) {
        return switch (event) {
            case RunEvent.RunStarted _, RunEvent.SignalReceived _, RunEvent.VariablesSet _ -> true;
            case RunEvent.TakenOver _,
                    RunEvent.Paused _,
                    RunEvent.Resumed _,
                    RunEvent.Compensating _,
                    RunEvent.RunEnded _ ->
                    false;
            case RunEvent.SignalTaken _ -> next != null && isKept(again, next, null);
            case RunEvent.ScopeOpened(var scope) -> again.isBeginningKept(scope);
            case RunEvent.ScopeEnded(var scope, var _, var _) -> again.isEndKept(scope);
            default -> {
                var step = step(event);
                yield step != null && again.isStepKept(step, event);
            }
        };
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
        kept.forEach(one -> state.apply(withoutUse(one.event()), one.at()));
        var open = state.steps().open().map(StepState::path).collect(Collectors.toSet());
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
        return new Kept(
                closed.stream()
                        .map(one -> new Happened(one.at(), withoutUse(one.event())))
                        .toList(),
                state,
                closed.stream()
                        .map(one -> use(one.event()))
                        .filter(Objects::nonNull)
                        .mapToLong(RunEvent.Use::costNanos)
                        .sum());
    }

    /** The run's own steps that are over with what is kept. */
    public Set<String> over(Kept kept) {
        var own = kept.state().steps().root();
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

    /**
     * How many items or rounds of one of the run's own steps are kept, and of how many items.
     *
     * @param of how many items it has; null for rounds
     */
    public record Part(int kept, @Nullable Integer of) {}

    /** Of the run's own steps that go on with items or rounds that they have, by their ids. */
    public Map<String, Part> parts(Kept kept) {
        var own = kept.state().steps().root();
        return own == null
                ? Map.of()
                : index.root().nodes().stream()
                        .map(own::step)
                        .filter(StepState::goesOnInside)
                        .collect(Collectors.toMap(StepState::path, Fork::part));
    }

    private static Part part(StepState step) {
        var container = step.container();
        return new Part(container.ended(), container.hasItems() ? container.size() : null);
    }
}

package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A run in memory: what acts is ended by the test, what happened is kept as the journal would. */
final class Play {

    private record Entry(RunEvent event, Instant at) {}

    private final GraphIndex graph;
    private final List<Entry> journal = new ArrayList<>();
    private final Map<String, Effect.Act> acting = new LinkedHashMap<>();
    private final Map<String, Effect.Ask> asking = new LinkedHashMap<>();
    private RunState state;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long ids;
    private int longest;

    Play(GraphIndex graph) {
        this.graph = graph;
        this.state = new RunState(graph);
    }

    static Play of(GraphIndex graph) {
        return new Play(graph).move(advance -> advance.start(Map.of()));
    }

    /** Another run that goes on with what is kept of one. */
    static Play forked(GraphIndex graph, Play before, List<String> again) {
        var play = new Play(graph);
        play.ids = 1_000;
        for (var kept : new Fork(graph).keep(before.happened(), again).events()) {
            play.journal.add(new Entry(kept.event(), kept.at()));
        }
        play.state = play.refolded();
        return play.move(Advance::goOn);
    }

    List<Fork.Happened> happened() {
        return journal.stream().map(it -> new Fork.Happened(it.at(), it.event())).toList();
    }

    RunState state() {
        return state;
    }

    RunStatus status() {
        return state.status();
    }

    Instant now() {
        return now;
    }

    /** Events of the longest move. */
    int longest() {
        return longest;
    }

    /** Paths of what acts now. */
    List<String> acting() {
        return List.copyOf(acting.keySet());
    }

    Effect.Act act(String path) {
        return acting.get(path);
    }

    Effect.Ask ask(String path) {
        return asking.get(path);
    }

    List<RunEvent> journal() {
        return journal.stream().map(Entry::event).toList();
    }

    Play done(String path, @Nullable Object result) {
        return ended(path, new StepOutcome.Done(result, null, false));
    }

    Play used(String path, long costNanos) {
        var use = new RunEvent.Use(costNanos, 10, 20, "writer", null, null, 300L);
        return ended(path, new StepOutcome.Done("text", use, false));
    }

    Play failed(String path) {
        return failed(path, Failure.SERVER_ERROR, null);
    }

    Play failed(String path, @Nullable Failure kind, @Nullable Duration retryAfter) {
        return ended(
                path,
                new StepOutcome.Failed(
                        new StepError("peer_failed", "It failed."), kind, retryAfter, null));
    }

    Play ended(String path, StepOutcome outcome) {
        var attempt = acting.remove(path).attempt();
        return move(advance -> advance.ended(path, attempt, outcome));
    }

    Play later(Duration duration) {
        now = now.plus(duration);
        return move(Advance::wake);
    }

    /**
     * @param late what runs have come to that were waited for long enough
     */
    Play later(Duration duration, Map<UUID, StepOutcome> late) {
        now = now.plus(duration);
        return move(advance -> advance.wake(late));
    }

    /** The instance dies; another one goes on from the journal. */
    Play crash() {
        acting.clear();
        asking.clear();
        state = refolded();
        return move(advance -> advance.takenOver(new UUID(0, 1)).resume());
    }

    /** The run as its journal alone tells it. */
    RunState refolded() {
        var again = new RunState(graph);
        journal.forEach(entry -> again.apply(entry.event(), entry.at()));
        return again;
    }

    Play move(Function<Advance, Advance> what) {
        var advance =
                new Advance(
                        state,
                        Map.of("id", "r"),
                        new Retries(() -> 0.5),
                        () -> new UUID(0, ++ids),
                        now);
        what.apply(advance);
        longest = Math.max(longest, advance.events().size());
        advance.events().forEach(event -> journal.add(new Entry(event, now)));
        for (var effect : advance.effects()) {
            switch (effect) {
                case Effect.Act act -> acting.put(act.path(), act);
                case Effect.Ask ask -> asking.put(ask.path(), ask);
                case Effect.Stop(var path) ->
                        acting.keySet()
                                .removeIf(
                                        open ->
                                                path.isEmpty()
                                                        || open.equals(path)
                                                        || StepPath.isInside(open, path));
            }
        }
        return advance.isCut() ? move(Advance::goOn) : this;
    }
}

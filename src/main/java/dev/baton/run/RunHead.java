package dev.baton.run;

import dev.baton.tenant.Actor;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What of a run is decided when it is taken in. Only its priority may change later; whoever
 * executes it meanwhile has that from before.
 *
 * @param title what it is called; null where its starter did not say
 * @param graph hash of the graph that it executes, hex
 * @param workflow whose version it executes; null for a graph of its own
 * @param parent whose step began it; null for one that somebody asked for
 * @param forkedFrom the run that it comes from; null for none
 * @param costCap what it may cost beside its graph's own limit, in nano-units of the tenant's
 *     currency; null for no more than that
 * @param traceId of the request that began it
 * @param correlation what its starter calls the request; null for nothing
 */
public record RunHead(
        RunId id,
        @Nullable String title,
        String graph,
        @Nullable WorkflowRef workflow,
        @Nullable RunParent parent,
        @Nullable ForkedFrom forkedFrom,
        Priority priority,
        @Nullable Long costCap,
        Starter starter,
        String traceId,
        @Nullable String correlation,
        Instant createdAt) {

    static RunHead of(Actor by, NewRun run, String graph, Instant now) {
        return new RunHead(
                new RunId(by.tenant(), run.id()),
                run.title(),
                graph,
                run.workflow(),
                run.parent(),
                run.from(),
                run.priority(),
                run.costCap(),
                Starter.of(by),
                run.trace().traceId(),
                run.trace().correlation(),
                now);
    }

    /** How many runs stand above it. */
    int depth() {
        return parent == null ? 0 : parent.depth();
    }

    /**
     * What its starter said that it may cost, in nano-units; null for nothing. What the run above
     * it had left is no word of a starter's.
     */
    public @Nullable Long givenCap() {
        return parent == null ? costCap : null;
    }

    /** The run that it comes from; only where there is one. */
    ForkedFrom origin() {
        return Objects.requireNonNull(forkedFrom);
    }

    /** What it does where nothing is recorded; only of a replay. */
    AfterDivergence after() {
        return Objects.requireNonNull(replay()).after();
    }

    /** What it is given for its steps; null where it is no replay. */
    @Nullable Replay replay() {
        return forkedFrom == null ? null : forkedFrom.replay();
    }

    /** As expressions see it. */
    Map<String, Object> bound() {
        var replay = replay();
        return replay == null ? ownBound() : replay.bound();
    }

    private Map<String, Object> ownBound() {
        return Map.of(
                "id", id.toString(),
                "created_at", createdAt.toString(),
                "started_by", starter.name());
    }
}

package dev.baton.run;

import dev.baton.run.Simulation.Asked;
import dev.baton.run.Simulation.Played;
import dev.baton.run.Simulation.Stopped;
import dev.baton.run.engine.Advance;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.Letters;
import dev.baton.run.engine.Retries;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Plays a graph as a run would go, with samples in the place of whatever acts. Its clock leaps from
 * one thing that happens to the next. Nothing is written and nobody is asked.
 */
final class Simulator {

    static final int MOST_MOVES = 2_000;

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long MOST_LETTERS = 4_000_000;

    /** Something that happens at its time. */
    private record Coming(Instant at, long order, String path, UnaryOperator<Advance> what) {}

    private final GraphIndex index;
    private final RunState state;
    private final Samples samples;
    private final Map<String, Object> run;
    private final LongSupplier nanos;
    private final long begun;
    private final Instant start;

    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparingLong(Coming::order));
    private final StepRecords steps = new StepRecords();
    private final Map<String, @Nullable Object> arguments = new HashMap<>();
    private final Map<String, @Nullable Object> results = new HashMap<>();
    private final Map<String, Sample.Origin> origins = new HashMap<>();
    private final Set<String> signalled = new HashSet<>();
    private Instant now;
    private int moves;
    private long letters;
    private long order;
    private long ids;
    private int modelCalls;
    private int requests;
    private int approvals;
    private int workflows;

    /**
     * @param run what expressions see as {@code run}
     * @param start of its clock
     * @param nanos time that passes while it is played
     */
    Simulator(
            GraphIndex index,
            Samples samples,
            Map<String, Object> run,
            Instant start,
            LongSupplier nanos) {
        this.index = index;
        this.state = new RunState(index);
        this.samples = samples;
        this.run = run;
        this.start = start;
        this.now = start;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    Simulation play(Map<String, Object> input) {
        move(advance -> advance.start(input));
        while (!state.status().isFinal()) {
            var stopped = stopped();
            if (stopped != null || !next()) {
                return simulation(stopped == null ? Stopped.WAITING : stopped);
            }
        }
        return simulation(null);
    }

    private @Nullable Stopped stopped() {
        if (moves >= MOST_MOVES) {
            return Stopped.MOVES;
        }
        if (letters >= MOST_LETTERS) {
            return Stopped.SIZE;
        }
        return nanos.getAsLong() - begun >= LONGEST.toNanos() ? Stopped.TIME : null;
    }

    /** Whether something was left to happen. */
    private boolean next() {
        var first = coming.peek();
        var due = state.due().orElse(null);
        if (first == null && due == null) {
            var deadline = deadline();
            return deadline != null && !leapTo(deadline);
        }
        var comesFirst = first != null && (due == null || !due.isBefore(first.at()));
        if (comesFirst) {
            coming.remove();
            if (leapTo(first.at())) {
                move(first.what());
            }
        } else if (due != null && leapTo(due)) {
            move(Advance::wake);
        }
        return true;
    }

    /** Whether the run lasts so long. */
    private boolean leapTo(Instant time) {
        var deadline = deadline();
        if (deadline != null && !time.isBefore(deadline)) {
            now = deadline;
            move(Advance::timeOut);
            return false;
        }
        now = time.isAfter(now) ? time : now;
        return true;
    }

    /** Null for none, and for a run that is undone. */
    private @Nullable Instant deadline() {
        var longest = index.graph().limits().duration();
        return longest == null || state.isCompensating() ? null : start.plus(longest);
    }

    private void move(UnaryOperator<Advance> what) {
        var advance = take(what);
        while (advance.isCut() && stopped() == null) {
            advance = take(Advance::goOn);
        }
    }

    private Advance take(UnaryOperator<Advance> what) {
        var advance =
                new Advance(state, run, new Retries(() -> 0.5), () -> new UUID(0, ++ids), now);
        what.apply(advance);
        moves++;
        letters += Letters.of(advance.events());
        steps.apply(
                new JournalEntry(
                        moves, List.of(new JournalEntry.Move(now, List.copyOf(advance.events())))));
        advance.events().forEach(this::note);
        advance.effects().forEach(this::happen);
        return advance;
    }

    private void note(RunEvent event) {
        switch (event) {
            case RunEvent.StepStarted started when started.arguments() != null ->
                    arguments.put(started.step(), started.arguments());
            case RunEvent.ApprovalAsked asked -> arguments.put(asked.step(), asked.arguments());
            case RunEvent.StepCompleted completed ->
                    results.put(completed.step(), completed.result());
            case RunEvent.StepFailed failed when failed.goesOn() ->
                    results.put(failed.step(), failed.result());
            case RunEvent.StepWaiting(var path, var _, var signal) when signal != null ->
                    signal(path, signal);
            default -> {}
        }
    }

    /** It comes at once, or not at all. */
    private void signal(String path, String name) {
        var step = index.definition(path);
        var sample = samples.of(path, step, step.action());
        origins.put(path, sample.origin());
        if (sample.error() == null && signalled.add(path)) {
            comes(path, sample.took(), advance -> advance.signal(name, sample.result()));
        }
    }

    private void happen(Effect effect) {
        switch (effect) {
            case Effect.Act act -> act(act);
            case Effect.Ask ask -> ask(ask);
            case Effect.Stop(var path) ->
                    coming.removeIf(
                            each ->
                                    path.isEmpty()
                                            || each.path().equals(path)
                                            || each.path().startsWith(path + "/"));
        }
    }

    private void act(Effect.Act act) {
        switch (act.action()) {
            case Action.Agent _ -> modelCalls++;
            case Action.SubWorkflow _ -> workflows++;
            default -> requests++;
        }
        var sample = samples.of(act.path(), act.step(), act.action());
        if (sample.error() != null && SampleOutcomes.isOther(act)) {
            sample = Samples.made(act.step(), act.action());
        }
        origins.put(act.path(), sample.origin());
        var outcome = SampleOutcomes.of(index.graph(), act, sample);
        comes(
                act.path(),
                sample.took(),
                advance -> advance.ended(act.path(), act.attempt(), outcome));
    }

    private void ask(Effect.Ask ask) {
        approvals++;
        var sample = samples.of(ask.path(), ask.step(), ask.action());
        var refusal = SampleOutcomes.refusal(index.graph(), ask, sample);
        if (ask.action() instanceof Action.Approve || refusal != null) {
            origins.put(ask.path(), sample.origin());
        }
        comes(
                ask.path(),
                Duration.ZERO,
                advance ->
                        advance.decided(
                                ask.path(),
                                ask.approval(),
                                refusal,
                                SampleOutcomes.answer(ask, sample),
                                null));
    }

    private void comes(String path, Duration in, UnaryOperator<Advance> what) {
        coming.add(new Coming(now.plus(in), ++order, path, what));
    }

    private Simulation simulation(@Nullable Stopped stopped) {
        var played = new ArrayList<Played>();
        for (var step : steps.all(index)) {
            var path = step.path();
            played.add(
                    new Played(
                            step.with(arguments.get(path), results.get(path)), origins.get(path)));
        }
        return new Simulation(
                stopped,
                state.status(),
                state.input(),
                state.output(),
                state.failure(),
                state.missing(),
                state.variables(),
                played,
                new Asked(modelCalls, requests, approvals, workflows),
                state.executed(),
                start,
                now);
    }
}

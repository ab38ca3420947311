package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** What one move of a run comes to: events, already part of the state, and effects. */
final class Consequences {

    private final RunState state;
    private final Supplier<UUID> ids;
    private final Instant now;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final long lettersBefore;

    /**
     * @param ids of calls and of what people are asked
     */
    Consequences(RunState state, Supplier<UUID> ids, Instant now) {
        this.state = state;
        this.ids = ids;
        this.now = now;
        this.lettersBefore = state.tally().letters();
    }

    Instant now() {
        return now;
    }

    List<RunEvent> events() {
        return events;
    }

    List<Effect> effects() {
        return effects;
    }

    /** How much longer the journal becomes by it. */
    long letters() {
        return state.tally().letters() - lettersBefore;
    }

    void emit(RunEvent event) {
        events.add(event);
        state.apply(event, now);
    }

    /** An attempt begins under a key of its own: to whoever is asked, this is something new. */
    void start(StepState step, int attempt, @Nullable Object arguments) {
        emit(new RunEvent.StepStarted(step.path(), attempt, arguments, ids.get()));
        act(step, false);
    }

    /** The same while the run is paused: the attempt is put off until it goes on. */
    void startAfterPause(StepState step, int attempt, @Nullable Object arguments) {
        emit(new RunEvent.StepStarted(step.path(), attempt, arguments, ids.get()));
        emit(
                new RunEvent.StepDelayed(
                        step.path(), "paused", "The run is paused.", null, now, null));
    }

    /**
     * What was tried, or put off, is made under the key that it had; only a run that has ended is
     * begun anew as another.
     */
    void startAgain(StepState step) {
        var delayed = step.wasDelayed();
        var attempt = delayed ? step.attempt() : step.attempt() + 1;
        var call = delayed || !beginsRun(step) ? step.call() : ids.get();
        emit(new RunEvent.StepStarted(step.path(), attempt, null, call));
        act(step, delayed);
    }

    private boolean beginsRun(StepState step) {
        return state.index().acting(step.path()) instanceof Action.SubWorkflow;
    }

    /**
     * @param repeated whether the same attempt may have been made before
     */
    void act(StepState step, boolean repeated) {
        var path = step.path();
        var definition = state.index().definition(path);
        var action = state.index().acting(path);
        effects.add(
                new Effect.Act(
                        path,
                        step.attempt(),
                        definition,
                        action,
                        step.arguments(),
                        step.call(),
                        step.firstBegunAt(now),
                        action == definition.action() ? step.agreed() : null,
                        step.failedAgents(),
                        repeated));
    }

    /** People are asked whether a step may act. */
    void ask(StepState step, String title, @Nullable Object arguments) {
        emit(new RunEvent.ApprovalAsked(step.path(), ids.get(), title, arguments));
        ask(step);
    }

    /** They are, as the journal tells. */
    void ask(StepState step) {
        effects.add(
                new Effect.Ask(
                        step.path(),
                        Objects.requireNonNull(step.approval()),
                        state.index().definition(step.path()),
                        state.index().acting(step.path()),
                        step.title(),
                        step.arguments()));
    }

    /** What is under way at a step, or inside it or a scope, is of no use any more. */
    void stop(String path) {
        effects.add(new Effect.Stop(path));
    }

    /**
     * The run ends, and nothing of it goes on but what undoes its steps.
     *
     * @param steps in the order in which they are undone
     */
    void compensate(RunStatus how, StepError error, List<String> steps) {
        stopAll();
        emit(new RunEvent.Compensating(error, steps, how));
    }

    /** The run ends, and nothing of it goes on. */
    void end(RunStatus how, @Nullable Object output, @Nullable StepError error) {
        stopAll();
        emit(new RunEvent.RunEnded(how, output, error, state.missing()));
    }

    private void stopAll() {
        effects.removeIf(effect -> !(effect instanceof Effect.Stop));
        stop("");
    }
}

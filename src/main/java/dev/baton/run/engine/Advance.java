package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One move of a run: takes in one thing that happened and follows it through the graph until
 * nothing more happens by itself. What that comes to is in {@link #events}, already part of the
 * state, and in {@link #effects}, to be done once the events are durable.
 */
public final class Advance {

    private final RunState state;
    private final Consequences consequences;
    private final ReadySteps ready;
    private final Ending ending;
    private final LoopBreaker breaker;
    private final Attempts attempts;
    private final StepEnds ends;
    private final Waiting waiting;
    private final Beginnings beginnings;
    private final Walk walk;

    /**
     * @param run what expressions see as {@code run}
     * @param ids of calls and of what people are asked
     */
    public Advance(
            RunState state,
            Map<String, Object> run,
            Retries retries,
            Supplier<UUID> ids,
            Instant now) {
        // Each part knows those before it alone.
        var bindings = new Bindings(state, run);
        this.state = state;
        this.consequences = new Consequences(state, ids, now);
        this.ready = new ReadySteps(state);
        this.ending = new Ending(state, ready, consequences);
        this.breaker = new LoopBreaker(state, ending);
        this.attempts = new Attempts(state, bindings, retries, breaker, consequences);
        this.ends = new StepEnds(state, bindings, ready, attempts, ending, consequences);
        this.waiting = new Waiting(state, bindings, ends, consequences);
        this.beginnings = new Beginnings(state, bindings, attempts, ends, waiting, consequences);
        this.walk = new Walk(state, ready, beginnings, ends, breaker, consequences);
    }

    public List<RunEvent> events() {
        return consequences.events();
    }

    public List<Effect> effects() {
        return consequences.effects();
    }

    /** Whether something is left to {@link #goOn}, once the events are durable. */
    public boolean isCut() {
        return walk.isCut();
    }

    /** The run begins. */
    public Advance start(Map<String, Object> input) {
        consequences.emit(new RunEvent.RunStarted(input));
        ready.begin(Objects.requireNonNull(state.steps().root()));
        return settled();
    }

    /** Another claim executes the run from here on, as the one before did not end in order. */
    public Advance takenOver(UUID instance) {
        consequences.emit(new RunEvent.TakenOver(instance));
        return this;
    }

    /**
     * Goes on with a run from its journal: what was under way is made again under the same keys.
     */
    public Advance resume() {
        state.steps()
                .open()
                .filter(step -> step.status() == StepStatus.RUNNING && step.wasBegun())
                .toList()
                .forEach(step -> consequences.act(step, true));
        state.steps()
                .open()
                .filter(step -> step.status() == StepStatus.WAITING_APPROVAL)
                .forEach(consequences::ask);
        return goOn();
    }

    /** An attempt ended; one that nobody waits for any more changes nothing. */
    public Advance ended(String path, int attempt, StepOutcome outcome) {
        var step = state.steps().find(path);
        if (step == null
                || step.status() != StepStatus.RUNNING && step.status() != StepStatus.WAITING
                || step.attempt() != attempt) {
            return this;
        }
        switch (outcome) {
            case StepOutcome.Done(var result, var use, var degraded) ->
                    ends.completed(path, result, use, degraded);
            case StepOutcome.Failed failed -> ends.failed(path, step, failed);
            case StepOutcome.Delayed delayed -> delay(path, step, delayed);
            case StepOutcome.Outdated _ -> consequences.ask(step, step.title(), step.arguments());
            case StepOutcome.Waits(var until) ->
                    consequences.emit(new RunEvent.StepWaiting(path, until, null));
        }
        return settled();
    }

    private void delay(String path, StepState step, StepOutcome.Delayed delayed) {
        var soonest = consequences.now().plus(Retries.pauseOfDelay(step.delays()));
        var until = delayed.until().isAfter(soonest) ? delayed.until() : soonest;
        consequences.emit(
                new RunEvent.StepDelayed(
                        path,
                        delayed.code(),
                        delayed.message(),
                        delayed.facts(),
                        until,
                        delayed.use()));
    }

    /**
     * Somebody has changed what people decide about; on anything but what the step waits for, that
     * changes nothing.
     *
     * @param before what they were asked
     * @param by who changed it, by name
     */
    public Advance changed(
            String path,
            UUID before,
            UUID approval,
            String title,
            @Nullable Object arguments,
            String by) {
        var step = state.steps().find(path);
        if (step == null || !before.equals(step.approval())) {
            return this;
        }
        take(new RunEvent.ApprovalChanged(path, before, approval, title, arguments, by));
        return settled();
    }

    /**
     * People have decided, or have not in time; on anything but what the step waits for, that
     * changes nothing.
     *
     * @param refusal why it may not act; null when it may
     * @param answer {@code {by, comment}}
     * @param hash of what they have agreed to; null where nobody has told it
     */
    public Advance decided(
            String path,
            UUID approval,
            @Nullable StepError refusal,
            Map<String, Object> answer,
            @Nullable String hash) {
        var step = state.steps().find(path);
        if (step == null || !approval.equals(step.approval())) {
            return this;
        }
        var asked = step.arguments();
        consequences.emit(new RunEvent.ApprovalAnswered(path, refusal == null, answer, hash));
        var place = state.steps().place(path);
        if (refusal != null) {
            ends.failedForGood(place, refusal, null);
        } else if (place.step().action() instanceof Action.Approve) {
            var result = new LinkedHashMap<String, @Nullable Object>();
            result.put("approved", true);
            result.putAll(answer);
            result.put("details", asked);
            ends.completed(place, result, null, false);
        } else if (!state.isPaused()) {
            beginnings.beginApproved(place);
        }
        return settled();
    }

    /**
     * What was agreed to is not what would be done by now: it counts for nothing, and those who
     * decide are asked about what would be.
     */
    public Advance askedAgain(String path, UUID approval) {
        var step = state.steps().find(path);
        if (step != null && approval.equals(step.approval())) {
            consequences.ask(step, step.title(), step.arguments());
        }
        return settled();
    }

    /**
     * Something is free that steps have waited for.
     *
     * @param code of their delays
     * @param may whether the step of a call may try again now
     */
    public Advance retryDelayed(String code, Predicate<UUID> may) {
        if (state.isPaused()) {
            return this;
        }
        for (var step : state.steps().open().toList()) {
            if (step.isDelayedFor(code)
                    && state.steps().find(step.path()) == step
                    && may.test(step.call())) {
                attempts.again(step);
            }
        }
        return settled();
    }

    /** Time has passed: what is due begins. */
    public Advance wake() {
        return wake(Map.of());
    }

    /**
     * The same where steps may have waited for other runs as long as they may.
     *
     * @param late what these have come to, by their ids
     */
    public Advance wake(Map<UUID, StepOutcome> late) {
        if (state.isPaused()) {
            return this;
        }
        for (var step : state.steps().open().toList()) {
            var due = step.due();
            if (due != null
                    && !due.isAfter(consequences.now())
                    && state.steps().find(step.path()) == step) {
                wake(step, step.wasBegun() ? late.get(step.call()) : null);
            }
        }
        return settled();
    }

    private void wake(StepState step, @Nullable StepOutcome outcome) {
        if (outcome != null) {
            ended(step.path(), step.attempt(), outcome);
        } else if (step.status() == StepStatus.RETRYING) {
            attempts.again(step);
        } else {
            waiting.over(step);
        }
    }

    /** A signal came; it goes to the steps that wait for it, or is kept for one that will. */
    public Advance signal(String name, @Nullable Object payload) {
        if (!take(new RunEvent.SignalReceived(name, payload))) {
            return settled();
        }
        var awaited =
                state.steps()
                        .open()
                        .filter(step -> step.status() == StepStatus.WAITING)
                        .filter(step -> name.equals(step.signal()))
                        .findFirst();
        awaited.ifPresent(step -> waiting.came(step.path(), name));
        return settled();
    }

    /**
     * Somebody outside changes variables.
     *
     * @param command by which that was wanted; null where nobody asks what came of it
     */
    public Advance set(Map<String, @Nullable Object> values, String by, @Nullable UUID command) {
        take(new RunEvent.VariablesSet(values, by, command));
        return settled();
    }

    public Advance pause(String by, String reason) {
        if (!state.isPaused()) {
            take(new RunEvent.Paused(by, reason));
        }
        return settled();
    }

    public Advance resume(String by) {
        if (!state.isPaused()) {
            return this;
        }
        consequences.emit(new RunEvent.Resumed(by));
        return goOn();
    }

    /** Ends the run now, whatever is under way. */
    public Advance end(RunStatus how, StepError why) {
        if (!state.status().isFinal()) {
            ending.end(how, null, why);
        }
        return this;
    }

    /**
     * The run took longer than it may: it ends, once what it did is undone. Where that is under way
     * already, it goes on.
     */
    public Advance timeOut() {
        if (state.status().isFinal() || state.isCompensating()) {
            return this;
        }
        ending.giveUp(
                RunStatus.TIMED_OUT,
                new StepError("run_timed_out", "The run took longer than it may."));
        return settled();
    }

    /** Begins whatever nothing is in the way of. */
    public Advance goOn() {
        if (!state.isPaused()) {
            state.steps()
                    .open()
                    .filter(StepState::isApproved)
                    .toList()
                    .forEach(step -> beginnings.beginApproved(state.steps().place(step.path())));
        }
        var root = state.steps().root();
        if (root != null) {
            ready.resume(root);
        }
        return settled();
    }

    /**
     * Takes in what somebody outside gives the run. One that becomes too much by it fails; one that
     * undoes what it did is not kept from that, and is given no more than it can hold.
     *
     * @return whether the run goes on with it
     */
    private boolean take(RunEvent given) {
        if (state.status().isFinal() || state.isCompensating() && breaker.makesTooLarge(given)) {
            return false;
        }
        consequences.emit(given);
        return !breaker.endsAsTooLarge();
    }

    private Advance settled() {
        walk.settle();
        ending.undoNext();
        return this;
    }
}

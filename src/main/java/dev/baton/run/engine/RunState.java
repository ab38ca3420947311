package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run has become: the fold of its journal. Of steps it holds what is needed to go on; items
 * and rounds that are over are no part of it, so it grows with what is open and with the results,
 * not with what happened.
 */
public final class RunState {

    private final GraphIndex index;
    private final OpenSteps steps;
    private final Signals signals;
    private final Repeats repeats;
    private final Tally tally;
    private final List<StateImage.Undo> undos = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Map<String, Object> input = Map.of();

    /** Never changed in place: what a step was given stays as it was then. */
    private Map<String, @Nullable Object> variables;

    private RunStatus status = RunStatus.PENDING;
    private boolean paused;
    private @Nullable StepError failure;
    private @Nullable RunStatus endAfterUndoing;
    private @Nullable Object output;
    private @Nullable String current;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private Map<String, @Nullable Object> finalResults = Map.of();
    private double finalProgress;

    public RunState(GraphIndex index) {
        this.index = index;
        this.steps = new OpenSteps(index);
        this.signals = new Signals();
        this.repeats = new Repeats();
        this.tally = new Tally();
        this.variables = Collections.unmodifiableMap(index.graph().variables());
    }

    /** As it was when the image was made. */
    public RunState(GraphIndex index, StateImage image) {
        this.index = index;
        this.steps = new OpenSteps(index, image);
        this.signals = new Signals(image.signals());
        this.repeats = new Repeats(image.repeats());
        this.tally = new Tally(image);
        this.input = image.input();
        this.variables = Collections.unmodifiableMap(image.variables());
        this.status = image.status();
        this.paused = image.paused();
        this.failure = image.failure();
        this.endAfterUndoing = image.endAfterUndoing();
        this.output = image.output();
        this.current = image.current();
        this.startedAt = image.startedAt();
        this.endedAt = image.endedAt();
        this.finalResults = image.finalResults();
        this.finalProgress = image.finalProgress();
        missing.addAll(image.missing());
        undos.addAll(image.undos());
    }

    /** All that it knows now. */
    public StateImage image() {
        return new StateImage(
                StateImage.FORMAT,
                input,
                variables,
                status,
                paused,
                failure,
                endAfterUndoing,
                output,
                current,
                startedAt,
                endedAt,
                finalResults,
                finalProgress,
                tally.executed(),
                tally.counted(),
                tally.letters(),
                tally.costNanos(),
                tally.tokensIn(),
                tally.tokensOut(),
                List.copyOf(missing),
                List.copyOf(undos),
                signals.images(),
                repeats.image(),
                steps.scopeImages(),
                steps.undoingImages());
    }

    /** Takes in what happened, in the order of the journal. */
    public void apply(RunEvent event, Instant at) {
        tally.written(event);
        switch (event) {
            case RunEvent.RunStarted(var with) -> start(with, at);
            case RunEvent.TakenOver _ -> {}
            case RunEvent.StepStarted started -> begin(started, at);
            case RunEvent.ContainerStarted(var step, var items) -> {
                current = step;
                steps.get(step).opened(new StepState.Container(items));
            }
            case RunEvent.ScopeOpened(var scope) -> {
                tally.made();
                steps.open(scope);
            }
            case RunEvent.ScopeEnded(var scope, var result, var error) ->
                    steps.close(scope, result, error != null);
            case RunEvent.ApprovalAsked(var step, var approval, var title, var arguments) -> {
                current = step;
                steps.get(step).asked(approval, title, arguments);
            }
            case RunEvent.ApprovalChanged(
                            var step,
                            var _,
                            var approval,
                            var title,
                            var arguments,
                            var _) ->
                    steps.get(step).asked(approval, title, arguments);
            case RunEvent.ApprovalAnswered(var step, var approved, var _, var hash) ->
                    steps.get(step).answered(approved, hash);
            case RunEvent.StepWaiting(var step, var until, var signal) -> {
                current = step;
                steps.get(step).waiting(until, signal);
            }
            case RunEvent.StepDelayed delayed -> {
                tally.used(delayed.use());
                steps.get(delayed.step())
                        .retrying(
                                new StepError(delayed.code(), delayed.message()),
                                delayed.until(),
                                true);
            }
            case RunEvent.StepCompleted completed -> complete(completed);
            case RunEvent.StepFailed failed -> fail(failed);
            case RunEvent.StepSkipped(var step, var why) -> {
                steps.put(step, null);
                steps.end(step, StepStatus.SKIPPED, null, why == Why.CONDITION);
            }
            case RunEvent.StepCancelled(var step, var _) ->
                    steps.end(step, StepStatus.CANCELLED, null, false);
            case RunEvent.SignalReceived(var name, var payload) -> signals.keep(name, payload);
            case RunEvent.SignalTaken(var name) -> signals.take(name);
            case RunEvent.VariablesSet(var values, var _, var _) ->
                    variables = Changes.set(variables, values);
            case RunEvent.Paused _ -> paused = true;
            case RunEvent.Resumed _ -> paused = false;
            case RunEvent.Compensating compensating -> compensate(compensating);
            case RunEvent.RunEnded ended -> end(ended, at);
        }
    }

    public GraphIndex index() {
        return index;
    }

    public RunStatus status() {
        if (status == RunStatus.RUNNING || status == RunStatus.COMPENSATING) {
            return paused ? RunStatus.PAUSED : steps.status(status);
        }
        return status;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Whether what it did is being undone, or will be after a pause. */
    public boolean isCompensating() {
        return status == RunStatus.COMPENSATING;
    }

    RunStatus endAfterUndoing() {
        return endAfterUndoing == null ? RunStatus.FAILED : endAfterUndoing;
    }

    public Map<String, Object> input() {
        return input;
    }

    public Map<String, @Nullable Object> variables() {
        return variables;
    }

    /** What the run's own steps came to, by their ids. */
    public Map<String, @Nullable Object> results() {
        var root = steps.root();
        return root == null ? finalResults : root.results();
    }

    public @Nullable Object output() {
        return output;
    }

    public @Nullable StepError failure() {
        return failure;
    }

    /** The step that began last. */
    public @Nullable String current() {
        return current;
    }

    /** Null before the end. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public Instant startedAt() {
        return startedAt == null ? Instant.EPOCH : startedAt;
    }

    /** Steps that failed and were gone on without. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Attempts that were made, by all steps together. */
    public int executed() {
        return tally.executed();
    }

    public long costNanos() {
        return tally.costNanos();
    }

    public long tokensIn() {
        return tally.tokensIn();
    }

    public long tokensOut() {
        return tally.tokensOut();
    }

    /** The earliest moment at which something is due by itself. */
    public Optional<Instant> due() {
        return steps.due();
    }

    /** What a step that waits for people would act with; null for nothing. */
    public @Nullable Object askedWith(String path) {
        var step = steps.find(path);
        return step == null ? null : step.arguments();
    }

    /** What people are asked, by the paths of the steps that wait for it. */
    public Map<String, UUID> asked() {
        return steps.asked();
    }

    /** The runs that steps have begun and wait for, by the paths of the steps. */
    public Map<String, UUID> children() {
        return steps.children();
    }

    /** Those of them that steps wait for no longer. */
    public List<UUID> lateChildren(Instant now) {
        return steps.lateChildren(now);
    }

    /** How much is done, from 0 to 1, every step of the run counting alike. */
    public double progress() {
        var root = steps.root();
        return root == null ? finalProgress : root.progress();
    }

    OpenSteps steps() {
        return steps;
    }

    Signals signals() {
        return signals;
    }

    Repeats repeats() {
        return repeats;
    }

    Tally tally() {
        return tally;
    }

    List<StateImage.Undo> undos() {
        return List.copyOf(undos);
    }

    Object undoArguments(String undo) {
        return undos.stream()
                .filter(each -> StepPath.undo(each.step()).equals(undo))
                .findFirst()
                .orElseThrow()
                .arguments();
    }

    private void start(Map<String, Object> with, Instant at) {
        input = with;
        startedAt = at;
        status = RunStatus.RUNNING;
        steps.begin();
    }

    private void begin(RunEvent.StepStarted started, Instant at) {
        var path = started.step();
        current = path;
        var step = steps.get(path);
        if (!step.wasDelayed()) {
            tally.attempted();
            if (started.attempt() == 1 && !StepPath.isUndo(path) && steps.node(path).isInLoop()) {
                repeats.count(path, started.arguments());
            }
        }
        step.started(started.attempt(), started.arguments(), started.call(), at);
    }

    private void complete(RunEvent.StepCompleted completed) {
        tally.used(completed.use());
        if (completed.changes() != null) {
            variables = Changes.made(variables, completed.changes());
        }
        if (completed.undo() != null) {
            undos.add(new StateImage.Undo(completed.step(), completed.undo()));
        }
        var step = steps.get(completed.step());
        if (StepPath.isUndo(completed.step())) {
            step.ended(StepStatus.COMPLETED, null);
            return;
        }
        if (!step.isOpen()) {
            tally.made();
        }
        steps.put(completed.step(), completed.result());
        steps.end(completed.step(), StepStatus.COMPLETED, null, true);
    }

    private void fail(RunEvent.StepFailed failed) {
        tally.used(failed.use());
        if (failed.retryAt() != null) {
            var step = steps.get(failed.step());
            step.retrying(failed.error(), failed.retryAt(), false);
            if (failed.use() != null && failed.use().agentId() != null) {
                step.failedBy(failed.use().agentId());
            }
            return;
        }
        if (StepPath.isUndo(failed.step())) {
            steps.get(failed.step()).ended(StepStatus.FAILED, failed.error());
            return;
        }
        if (failed.goesOn()) {
            missing.add(failed.step());
            steps.put(failed.step(), failed.result());
        }
        steps.end(failed.step(), StepStatus.FAILED, failed.error(), failed.goesOn());
    }

    private void compensate(RunEvent.Compensating compensating) {
        status = RunStatus.COMPENSATING;
        failure = compensating.error();
        endAfterUndoing = compensating.end();
        finalResults = results();
        finalProgress = progress();
        steps.undo(compensating.steps());
    }

    private void end(RunEvent.RunEnded ended, Instant at) {
        status = ended.status();
        output = ended.output();
        failure = ended.error();
        endedAt = at;
        finalResults = results();
        finalProgress = status == RunStatus.COMPLETED ? 1 : progress();
        steps.clear();
    }
}

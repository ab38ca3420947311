package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.run.engine.RunEvent.Change;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a run has become: the fold of its journal. Of steps it holds what is needed to go on; items
 * and rounds that are over are no part of it, so it grows with what is open and with the results,
 * not with what happened.
 */
public final class RunState {

    private final GraphIndex index;
    private final Map<String, ScopeState> scopes = new LinkedHashMap<>();
    private final Map<String, StepState> undoing = new LinkedHashMap<>();
    private final List<StateImage.Undo> undos = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** Signals that came and nobody has waited for yet. */
    private final Map<String, Deque<Optional<Object>>> signals = new HashMap<>();

    /** How often a step of a loop was begun with the same arguments. */
    private final Map<String, Integer> repeats = new HashMap<>();

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
    private int executed;
    private int counted;
    private long letters;
    private long costNanos;
    private long tokensIn;
    private long tokensOut;

    public RunState(GraphIndex index) {
        this.index = index;
        this.variables = Collections.unmodifiableMap(index.graph().variables());
    }

    /** As it was when the image was made. */
    public RunState(GraphIndex index, StateImage image) {
        this.index = index;
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
        this.executed = image.executed();
        this.counted = image.counted();
        this.letters = image.letters();
        this.costNanos = image.costNanos();
        this.tokensIn = image.tokensIn();
        this.tokensOut = image.tokensOut();
        missing.addAll(image.missing());
        undos.addAll(image.undos());
        image.signals().forEach(one -> signals(one.name()).add(Optional.ofNullable(one.payload())));
        repeats.putAll(image.repeats());
        image.scopes().forEach(one -> scopes.put(one.path(), scope(one)));
        image.undoing().forEach(one -> undoing.put(one.path(), new StepState(one)));
    }

    private ScopeState scope(StateImage.Scope image) {
        if (image.path().isEmpty()) {
            return new ScopeState(index.root(), null, image);
        }
        var container = StepPath.ofScope(image.path());
        return new ScopeState(
                node(container.toString()).inner(), scopes.get(container.scope()), image);
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
                executed,
                counted,
                letters,
                costNanos,
                tokensIn,
                tokensOut,
                List.copyOf(missing),
                List.copyOf(undos),
                waitingSignals(),
                new TreeMap<>(repeats),
                scopes.values().stream().map(ScopeState::image).toList(),
                undoing.values().stream().map(StepState::image).toList());
    }

    private List<StateImage.Signal> waitingSignals() {
        var waiting = new ArrayList<StateImage.Signal>();
        new TreeMap<>(signals)
                .forEach(
                        (name, all) ->
                                all.forEach(
                                        payload ->
                                                waiting.add(
                                                        new StateImage.Signal(
                                                                name, payload.orElse(null)))));
        return waiting;
    }

    /** Takes in what happened, in the order of the journal. */
    public void apply(RunEvent event, Instant at) {
        letters += Letters.of(event);
        switch (event) {
            case RunEvent.RunStarted(var with) -> start(with, at);
            case RunEvent.TakenOver _ -> {}
            case RunEvent.StepStarted(var step, var attempt, var arguments, var call) -> {
                current = step;
                var begun = step(step);
                if (!begun.wasDelayed()) {
                    executed++;
                    counted++;
                    if (attempt == 1) {
                        countRepeat(step, arguments);
                    }
                }
                begun.started(attempt, arguments, call, at);
            }
            case RunEvent.ContainerStarted(var step, var items) -> {
                current = step;
                step(step).opened(new StepState.Container(items));
            }
            case RunEvent.ScopeOpened(var scope) -> {
                counted++;
                open(scope);
            }
            case RunEvent.ScopeEnded(var scope, var result, var error) -> {
                remove(scope);
                var container = step(StepPath.ofScope(scope).toString()).container();
                container.end(StepPath.indexOf(scope), result, error != null);
            }
            case RunEvent.ApprovalAsked(var step, var approval, var title, var arguments) -> {
                current = step;
                step(step).asked(approval, title, arguments);
            }
            case RunEvent.ApprovalChanged(
                            var step,
                            var _,
                            var approval,
                            var title,
                            var arguments,
                            var _) ->
                    step(step).asked(approval, title, arguments);
            case RunEvent.ApprovalAnswered(var step, var approved, var _, var hash) ->
                    step(step).answered(approved, hash);
            case RunEvent.StepWaiting(var step, var until, var signal) -> {
                current = step;
                step(step).waiting(until, signal);
            }
            case RunEvent.StepDelayed delayed -> {
                use(delayed.use());
                step(delayed.step())
                        .retrying(
                                new StepError(delayed.code(), delayed.message()),
                                delayed.until(),
                                true);
            }
            case RunEvent.StepCompleted completed -> complete(completed);
            case RunEvent.StepFailed failed -> fail(failed);
            case RunEvent.StepSkipped(var step, var why) -> {
                put(step, null);
                end(step, StepStatus.SKIPPED, null, why == Why.CONDITION);
            }
            case RunEvent.StepCancelled(var step, var _) ->
                    end(step, StepStatus.CANCELLED, null, false);
            case RunEvent.SignalReceived(var name, var payload) ->
                    signals(name).add(Optional.ofNullable(payload));
            case RunEvent.SignalTaken(var name) -> signals(name).remove();
            case RunEvent.VariablesSet(var values, var _, var _) -> set(values);
            case RunEvent.Paused _ -> paused = true;
            case RunEvent.Resumed _ -> paused = false;
            case RunEvent.Compensating compensating -> compensate(compensating);
            case RunEvent.RunEnded(var how, var result, var error, var without) -> {
                status = how;
                output = result;
                failure = error;
                endedAt = at;
                finalResults = results();
                finalProgress = how == RunStatus.COMPLETED ? 1 : progress();
                scopes.clear();
                undoing.clear();
            }
        }
    }

    public GraphIndex index() {
        return index;
    }

    public RunStatus status() {
        if (status == RunStatus.RUNNING || status == RunStatus.COMPENSATING) {
            return paused ? RunStatus.PAUSED : statusOfSteps();
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
        var root = scopes.get("");
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
        return executed;
    }

    /** What counts against the most steps that it may make. */
    int counted() {
        return counted;
    }

    /** About how many letters its journal has. */
    long letters() {
        return letters;
    }

    public long costNanos() {
        return costNanos;
    }

    public long tokensIn() {
        return tokensIn;
    }

    public long tokensOut() {
        return tokensOut;
    }

    /** The earliest moment at which something is due by itself. */
    public Optional<Instant> due() {
        return open().map(StepState::due).flatMap(Stream::ofNullable).min(Instant::compareTo);
    }

    /** What a step that waits for people would act with; null for nothing. */
    public @Nullable Object askedWith(String path) {
        var step = find(path);
        return step == null ? null : step.arguments();
    }

    /** What people are asked, by the paths of the steps that wait for it. */
    public Map<String, UUID> asked() {
        var asked = new HashMap<String, UUID>();
        open().forEach(
                        step -> {
                            if (step.approval() != null) {
                                asked.put(step.path(), step.approval());
                            }
                        });
        return asked;
    }

    /** The runs that steps have begun and wait for, by the paths of the steps. */
    public Map<String, UUID> children() {
        var children = new HashMap<String, UUID>();
        open().filter(StepState::wasBegun)
                .filter(step -> !step.isBetweenAttempts())
                .filter(step -> index.acting(step.path()) instanceof Action.SubWorkflow)
                .forEach(step -> children.put(step.path(), step.call()));
        return children;
    }

    /** Those of them that steps wait for no longer. */
    public List<UUID> lateChildren(Instant now) {
        var children = children();
        return open().filter(step -> step.status() == StepStatus.WAITING)
                .filter(step -> step.due() != null && !step.due().isAfter(now))
                .map(step -> children.get(step.path()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** How much is done, from 0 to 1, every step of the run counting alike. */
    public double progress() {
        var root = scopes.get("");
        return root == null ? finalProgress : progress(root);
    }

    Stream<StepState> open() {
        return Stream.concat(
                        scopes.values().stream()
                                .flatMap(scope -> scope.index().nodes().stream().map(scope::step)),
                        undoing.values().stream())
                .filter(StepState::isOpen);
    }

    List<ScopeState> scopes() {
        return List.copyOf(scopes.values());
    }

    @Nullable ScopeState scope(String path) {
        return scopes.get(path);
    }

    /** Items or rounds of a step that are open, in the order in which they began. */
    List<ScopeState> scopes(String step) {
        return scopes.values().stream()
                .filter(scope -> !scope.path().isEmpty())
                .filter(scope -> StepPath.ofScope(scope.path()).toString().equals(step))
                .toList();
    }

    /** A step of an open scope; null when that is over. */
    @Nullable StepState find(String path) {
        if (StepPath.isUndo(path)) {
            return undoing.get(path);
        }
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        var node = scope == null ? null : scope.index().find(at.id());
        return scope == null || node == null ? null : scope.step(node);
    }

    Node node(String path) {
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        var found = scope == null ? null : scope.index().find(at.id());
        if (found == null) {
            throw new IllegalStateException("There is no open step " + path);
        }
        return found;
    }

    /** Whether a signal came that nobody has waited for. */
    boolean hasSignal(String name) {
        return !signals(name).isEmpty();
    }

    /** What the signal brought that came first; only where there is one. */
    @Nullable Object payload(String name) {
        return signals(name).element().orElse(null);
    }

    private Deque<Optional<Object>> signals(String name) {
        return signals.computeIfAbsent(name, _ -> new ArrayDeque<>());
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

    List<StepState> undoing() {
        return List.copyOf(undoing.values());
    }

    /** How often a step was begun with these arguments before, where it can come again. */
    int repeats(String step, @Nullable Object arguments) {
        return repeats.getOrDefault(repeatKey(step, arguments), 0);
    }

    private void start(Map<String, Object> with, Instant at) {
        input = with;
        startedAt = at;
        status = RunStatus.RUNNING;
        scopes.put("", new ScopeState("", index.root(), null, Map.of()));
    }

    private StepState step(String path) {
        var found = find(path);
        if (found == null) {
            throw new IllegalStateException("There is no open step " + path);
        }
        return found;
    }

    private void open(String scope) {
        var at = StepPath.ofScope(scope);
        var outer = scopes.get(at.scope());
        if (outer == null) {
            throw new IllegalStateException("There is no open scope " + at.scope());
        }
        var node = node(at.toString());
        var container = outer.step(node).container();
        var number = StepPath.indexOf(scope);
        var own = new HashMap<String, @Nullable Object>();
        if (node.step().action() instanceof Action.ForEach each) {
            own.put(each.as(), container.item(number));
            own.put("index", (long) number);
        } else {
            own.put("round", (long) number);
            own.put("last", container.last());
        }
        container.open();
        scopes.put(scope, new ScopeState(scope, node.inner(), outer, own));
    }

    private void complete(RunEvent.StepCompleted completed) {
        use(completed.use());
        if (completed.changes() != null) {
            change(completed.changes());
        }
        if (completed.undo() != null) {
            undos.add(new StateImage.Undo(completed.step(), completed.undo()));
        }
        var step = step(completed.step());
        if (StepPath.isUndo(completed.step())) {
            step.ended(StepStatus.COMPLETED, null);
            return;
        }
        if (!step.isOpen()) {
            counted++;
        }
        put(completed.step(), completed.result());
        end(completed.step(), StepStatus.COMPLETED, null, true);
    }

    private void fail(RunEvent.StepFailed failed) {
        use(failed.use());
        if (failed.retryAt() != null) {
            var step = step(failed.step());
            step.retrying(failed.error(), failed.retryAt(), false);
            if (failed.use() != null && failed.use().agentId() != null) {
                step.failedBy(failed.use().agentId());
            }
            return;
        }
        if (StepPath.isUndo(failed.step())) {
            step(failed.step()).ended(StepStatus.FAILED, failed.error());
            return;
        }
        if (failed.goesOn()) {
            missing.add(failed.step());
            put(failed.step(), failed.result());
        }
        end(failed.step(), StepStatus.FAILED, failed.error(), failed.goesOn());
    }

    private void put(String path, @Nullable Object result) {
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        if (scope != null) {
            scope.put(at.id(), result);
        }
    }

    /** Also ends what is inside the step. */
    private void end(
            String path, StepStatus how, @Nullable StepError error, boolean withSomething) {
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        var node = scope == null ? null : scope.index().find(at.id());
        if (scope == null || node == null) {
            throw new IllegalStateException("There is no open step " + path);
        }
        if (node.step().action() instanceof Action.ForEach
                || node.step().action() instanceof Action.Loop) {
            scopes.keySet().removeIf(open -> StepPath.isInside(open, path));
        }
        scope.step(node).ended(how, error);
        scope.ended(node, withSomething);
    }

    private void remove(String scope) {
        scopes.keySet().removeIf(open -> open.equals(scope) || StepPath.isInside(open, scope));
    }

    private void change(Map<String, Change> changes) {
        var changed = new LinkedHashMap<>(variables);
        changes.forEach(
                (name, change) -> changed.put(name, Changes.apply(changed.get(name), change)));
        variables = Collections.unmodifiableMap(changed);
    }

    private void set(Map<String, @Nullable Object> values) {
        var changed = new LinkedHashMap<>(variables);
        values.forEach(
                (name, value) -> {
                    if (value == null) {
                        changed.remove(name);
                    } else {
                        changed.put(name, value);
                    }
                });
        variables = Collections.unmodifiableMap(changed);
    }

    private void compensate(RunEvent.Compensating compensating) {
        status = RunStatus.COMPENSATING;
        failure = compensating.error();
        endAfterUndoing = compensating.end();
        finalResults = results();
        finalProgress = progress();
        scopes.clear();
        compensating
                .steps()
                .forEach(
                        step -> {
                            var path = StepPath.undo(step);
                            undoing.put(path, new StepState(path, 0));
                        });
    }

    private void use(@Nullable Use use) {
        if (use != null) {
            costNanos += use.costNanos();
            tokensIn += use.tokensIn();
            tokensOut += use.tokensOut();
        }
    }

    private void countRepeat(String step, @Nullable Object arguments) {
        if (!StepPath.isUndo(step) && node(step).isInLoop()) {
            repeats.merge(repeatKey(step, arguments), 1, Integer::sum);
        }
    }

    /** Rounds of a loop are one place. */
    private static String repeatKey(String step, @Nullable Object arguments) {
        return step.replaceAll("/\\d+/", "/") + "#" + Objects.hashCode(arguments);
    }

    private RunStatus statusOfSteps() {
        var waits = false;
        var asks = false;
        for (var step : open().toList()) {
            switch (step.status()) {
                case WAITING_APPROVAL -> asks = true;
                case WAITING, RETRYING -> waits = true;
                default -> {
                    if (!isContainer(step)) {
                        return status;
                    }
                }
            }
        }
        return asks ? RunStatus.WAITING_APPROVAL : waits ? RunStatus.WAITING : status;
    }

    private boolean isContainer(StepState step) {
        if (StepPath.isUndo(step.path())) {
            return false;
        }
        var action = node(step.path()).step().action();
        return action instanceof Action.ForEach || action instanceof Action.Loop;
    }

    private double progress(ScopeState scope) {
        var sum = 0.0;
        for (var node : scope.index().nodes()) {
            var step = scope.step(node);
            sum += step.status().isFinal() ? 1 : step.isOpen() ? progressOfOpen(node, step) : 0;
        }
        return sum / scope.index().nodes().size();
    }

    private double progressOfOpen(Node node, StepState step) {
        return switch (node.step().action()) {
            case Action.ForEach _ -> {
                var container = step.container();
                yield container.size() == 0 ? 0 : (double) container.ended() / container.size();
            }
            case Action.Loop loop -> (double) step.container().ended() / loop.max();
            default -> 0;
        };
    }
}

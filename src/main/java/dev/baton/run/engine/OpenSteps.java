package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;
import dev.baton.run.engine.GraphIndex.Node;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The scopes of a run that are open, the steps in them and those that undo what it did, and what
 * they wait for. Changed by {@link RunState} alone.
 */
final class OpenSteps {

    private final GraphIndex index;
    private final Map<String, ScopeState> scopes = new LinkedHashMap<>();
    private final Map<String, StepState> undoing = new LinkedHashMap<>();

    OpenSteps(GraphIndex index) {
        this.index = index;
    }

    /** As they were when the image was made. */
    OpenSteps(GraphIndex index, StateImage image) {
        this(index);
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

    List<StateImage.Scope> scopeImages() {
        return scopes.values().stream().map(ScopeState::image).toList();
    }

    List<StateImage.Step> undoingImages() {
        return undoing.values().stream().map(StepState::image).toList();
    }

    /** Those that have begun and not ended. */
    Stream<StepState> open() {
        return Stream.concat(
                        scopes.values().stream()
                                .flatMap(scope -> scope.index().nodes().stream().map(scope::step)),
                        undoing.values().stream())
                .filter(StepState::isOpen);
    }

    /** The run's own steps; null before they begin, and once none of them goes on. */
    @Nullable ScopeState root() {
        return scopes.get("");
    }

    @Nullable ScopeState scope(String path) {
        return scopes.get(path);
    }

    boolean isOpen(ScopeState scope) {
        return scopes.get(scope.path()) == scope;
    }

    /** Items or rounds of a step that are open, in the order in which they began. */
    List<ScopeState> scopesOf(String step) {
        return scopes.values().stream()
                .filter(scope -> !scope.path().isEmpty())
                .filter(scope -> StepPath.ofScope(scope.path()).toString().equals(step))
                .toList();
    }

    /** Those that undo what others did, in the order in which they do. */
    List<StepState> undoing() {
        return List.copyOf(undoing.values());
    }

    /** Null when its scope is over. */
    @Nullable StepState find(String path) {
        if (StepPath.isUndo(path)) {
            return undoing.get(path);
        }
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        var node = scope == null ? null : scope.index().find(at.id());
        return scope == null || node == null ? null : scope.step(node);
    }

    StepState get(String path) {
        var found = find(path);
        if (found == null) {
            throw missing(path);
        }
        return found;
    }

    Node node(String path) {
        return place(path).node();
    }

    /** Of a step that undoes nothing. */
    Place place(String path) {
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        var node = scope == null ? null : scope.index().find(at.id());
        if (scope == null || node == null) {
            throw missing(path);
        }
        return new Place(scope, node);
    }

    private static IllegalStateException missing(String path) {
        return new IllegalStateException("There is no open step " + path);
    }

    /** The earliest moment at which something is due by itself. */
    Optional<Instant> due() {
        return open().map(StepState::due).flatMap(Stream::ofNullable).min(Instant::compareTo);
    }

    /** What people are asked, by the paths of the steps that wait for it. */
    Map<String, UUID> asked() {
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
    Map<String, UUID> children() {
        var children = new HashMap<String, UUID>();
        open().filter(StepState::wasBegun)
                .filter(step -> !step.isBetweenAttempts())
                .filter(step -> index.acting(step.path()) instanceof Action.SubWorkflow)
                .forEach(step -> children.put(step.path(), step.call()));
        return children;
    }

    /** Those of them that steps wait for no longer. */
    List<UUID> lateChildren(Instant now) {
        var children = children();
        return open().filter(step -> step.status() == StepStatus.WAITING)
                .filter(step -> step.due() != null && !step.due().isAfter(now))
                .map(step -> children.get(step.path()))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The status of a run that goes on, by what its steps do.
     *
     * @param acting where one of them acts
     */
    RunStatus status(RunStatus acting) {
        var waits = false;
        var asks = false;
        for (var step : open().toList()) {
            switch (step.status()) {
                case WAITING_APPROVAL -> asks = true;
                case WAITING, RETRYING -> waits = true;
                default -> {
                    if (!isContainer(step)) {
                        return acting;
                    }
                }
            }
        }
        return asks ? RunStatus.WAITING_APPROVAL : waits ? RunStatus.WAITING : acting;
    }

    private boolean isContainer(StepState step) {
        return !StepPath.isUndo(step.path()) && node(step.path()).hasInner();
    }

    /** The run's own steps may begin. */
    void begin() {
        scopes.put("", new ScopeState("", index.root(), null, Map.of()));
    }

    /** Nothing goes on but what undoes these steps. */
    void undo(Collection<String> steps) {
        scopes.clear();
        for (var step : steps) {
            var path = StepPath.undo(step);
            undoing.put(path, new StepState(path, 0));
        }
    }

    void clear() {
        scopes.clear();
        undoing.clear();
    }

    /** An item or a round begins. */
    void open(String scope) {
        var at = StepPath.ofScope(scope);
        var outer = scopes.get(at.scope());
        if (outer == null) {
            throw new IllegalStateException("There is no open scope " + at.scope());
        }
        var node = node(at.toString());
        var container = outer.step(node).container();
        var own = own(node, container, StepPath.indexOf(scope));
        container.open();
        scopes.put(scope, new ScopeState(scope, node.inner(), outer, own));
    }

    /** What is bound in an item or a round beside what the outer scopes bind. */
    private static Map<String, @Nullable Object> own(
            Node node, StepState.Container container, int number) {
        var own = new HashMap<String, @Nullable Object>();
        if (node.step().action() instanceof Action.ForEach each) {
            own.put(each.as(), container.item(number));
            own.put("index", (long) number);
        } else {
            own.put("round", (long) number);
            own.put("last", container.last());
        }
        return own;
    }

    /** An item or a round has ended, and so has what is inside it. */
    void close(String scope, @Nullable Object output, boolean isFailure) {
        scopes.keySet().removeIf(open -> open.equals(scope) || StepPath.isInside(open, scope));
        get(StepPath.ofScope(scope).toString())
                .container()
                .end(StepPath.indexOf(scope), output, isFailure);
    }

    /** What a step gives those after it. */
    void put(String path, @Nullable Object result) {
        var at = StepPath.of(path);
        var scope = scopes.get(at.scope());
        if (scope != null) {
            scope.put(at.id(), result);
        }
    }

    /** Also ends what is inside the step. */
    void end(String path, StepStatus how, @Nullable StepError error, boolean withSomething) {
        var place = place(path);
        if (place.node().hasInner()) {
            scopes.keySet().removeIf(open -> StepPath.isInside(open, path));
        }
        place.state().ended(how, error);
        place.scope().ended(place.node(), withSomething);
    }
}

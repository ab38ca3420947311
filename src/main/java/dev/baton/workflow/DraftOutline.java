package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a draft as far as they can be told, whatever is wrong with it: in the order in which
 * they can begin, those inside of others below them.
 */
public final class DraftOutline {

    /**
     * A step as it is written.
     *
     * @param key its id where no other step has the same, else its place such as {@code 2.0}
     * @param pointer to it
     * @param id empty when it has none
     * @param after keys of the steps beside it that it comes after, also where that is not said
     * @param isOuter whether it has steps inside
     * @param json its members
     */
    public record DraftStep(
            String key,
            String pointer,
            String id,
            String title,
            String kind,
            int depth,
            List<String> after,
            boolean isOuter,
            Map<String, Object> json) {}

    private record Scope(List<DraftStep> steps, Map<String, Scope> inner) {}

    private final List<DraftStep> steps = new ArrayList<>();
    private final Map<String, DraftStep> byKey = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Scope root;

    private DraftOutline(Map<String, Object> graph) {
        count(graph);
        root = scope(graph, "", "", 0);
        list(root);
    }

    public static DraftOutline of(WorkflowDraft draft) {
        return of(draft.graph());
    }

    static DraftOutline of(Map<String, Object> graph) {
        return new DraftOutline(graph);
    }

    /** In the order in which they can begin. */
    public List<DraftStep> steps() {
        return steps;
    }

    public Optional<DraftStep> find(@Nullable String key) {
        return Optional.ofNullable(key == null ? null : byKey.get(key));
    }

    /** The innermost step that a pointer leads into. */
    public Optional<DraftStep> at(String pointer) {
        return steps.stream()
                .filter(
                        step ->
                                pointer.equals(step.pointer())
                                        || pointer.startsWith(step.pointer() + "/"))
                .reduce((outer, inner) -> inner);
    }

    /** Those that stand beside a step, itself not among them. */
    public List<DraftStep> beside(DraftStep step) {
        var scope = scopeOf(step.pointer());
        return steps.stream()
                .filter(other -> other != step && scopeOf(other.pointer()).equals(scope))
                .toList();
    }

    private static String scopeOf(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** Empty when there are too many steps to be drawn. */
    public Optional<GraphLayout> layout() {
        return GraphLayout.of(shapes(root));
    }

    private static List<GraphLayout.Shape> shapes(Scope scope) {
        return scope.steps.stream()
                .map(
                        step -> {
                            var inner = scope.inner.get(step.key());
                            return new GraphLayout.Shape(
                                    step.key(),
                                    step.title(),
                                    step.after(),
                                    inner == null ? null : shapes(inner));
                        })
                .toList();
    }

    private void count(Map<?, ?> owner) {
        for (var step : written(owner)) {
            if (step instanceof Map<?, ?> members) {
                if (members.get("id") instanceof String id) {
                    ids.merge(id, 1, Integer::sum);
                }
                count(members);
            }
        }
    }

    static List<?> written(Map<?, ?> owner) {
        return owner.get("steps") instanceof List<?> list ? list : List.of();
    }

    /** What a step comes after: where that is not said, the one that is written before. */
    static List<String> after(Map<?, ?> step, @Nullable String before) {
        return switch (step.get("after")) {
            case null -> before == null ? List.of() : List.of(before);
            case List<?> list ->
                    list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            default -> List.of();
        };
    }

    private Scope scope(Map<?, ?> owner, String pointer, String place, int depth) {
        var scope = new Scope(new ArrayList<>(), new HashMap<>());
        var index = -1;
        String before = null;
        for (var item : written(owner)) {
            index++;
            if (item instanceof Map<?, ?> members) {
                var step =
                        step(
                                members,
                                pointer + "/steps/" + index,
                                place.isEmpty() ? "" + index : place + "." + index,
                                after(members, before),
                                depth);
                scope.steps.add(step);
                byKey.put(step.key(), step);
                before = step.key();
                if (step.isOuter()) {
                    scope.inner.put(
                            step.key(),
                            scope(members, step.pointer(), placeOf(step.pointer()), depth + 1));
                }
            }
        }
        return scope;
    }

    private static String placeOf(String pointer) {
        return pointer.substring("/steps/".length()).replace("/steps/", ".");
    }

    @SuppressWarnings("unchecked")
    private DraftStep step(
            Map<?, ?> members, String pointer, String place, List<String> after, int depth) {
        var id = members.get("id") instanceof String text ? text : "";
        var title = members.get("title") instanceof String text && !text.isBlank() ? text : id;
        var kind = members.get("kind") instanceof String text ? text : "";
        return new DraftStep(
                Names.isName(id) && ids.getOrDefault(id, 0) == 1 ? id : place,
                pointer,
                id,
                title.isEmpty() ? "?" : title,
                kind,
                depth,
                after,
                GraphEdit.hasInner(kind) || members.get("steps") instanceof List<?>,
                (Map<String, Object>) members);
    }

    private void list(Scope scope) {
        for (var step : ExecutionOrder.of(scope.steps, DraftStep::key, DraftStep::after)) {
            steps.add(step);
            var inner = scope.inner.get(step.key());
            if (inner != null) {
                list(inner);
            }
        }
    }
}

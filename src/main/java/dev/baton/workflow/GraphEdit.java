package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Changes a draft's JSON step by step: whatever else it holds, and whatever is wrong with it, stays
 * as it is. Steps are told by their keys in {@link DraftOutline}.
 */
public final class GraphEdit {

    /** Where a step is put. */
    public enum Place {
        /** Behind another, beside it. */
        AFTER,
        /** As the last one inside of another. */
        INSIDE
    }

    /**
     * What became of a new id.
     *
     * @param key of the step from now on
     * @param followed how many places name it by its new id now
     * @param isLeft whether something that may mean it was left as it is, as it is not sure
     */
    public record Renaming(String key, int followed, boolean isLeft) {}

    /** Kinds of step, and what a new one is called: some kinds are words of expressions. */
    private static final Map<String, String> FIRST_IDS = firstIds();

    private final Map<String, @Nullable Object> graph;

    private GraphEdit(Map<String, @Nullable Object> graph) {
        this.graph = graph;
    }

    public static GraphEdit of(WorkflowDraft draft) {
        return new GraphEdit(members(copy(draft.graph())));
    }

    /** As they are offered. */
    public static List<String> kinds() {
        return List.copyOf(FIRST_IDS.keySet());
    }

    static boolean hasInner(String kind) {
        return kind.equals("map") || kind.equals("loop");
    }

    /**
     * JSON as the graph has it.
     *
     * @throws GraphRefused when it is none
     */
    public static @Nullable Object parse(String json) {
        var findings = new Findings();
        var value = GraphJson.parse(json, findings);
        if (!findings.isEmpty()) {
            throw new GraphRefused(findings.all());
        }
        return value;
    }

    /** The draft as it is now. */
    public WorkflowDraft draft() {
        return WorkflowDraft.of(plain(graph));
    }

    public boolean has(@Nullable String key) {
        return outline().find(key).isPresent();
    }

    public DraftOutline outline() {
        return DraftOutline.of(plain(graph));
    }

    /**
     * Puts a new step of a kind somewhere; its key.
     *
     * @param key of the step that it is put after or inside; null for the end of the graph
     */
    public String insert(@Nullable String key, Place place, String kind) {
        var step = new LinkedHashMap<String, @Nullable Object>();
        step.put("id", freeId(FIRST_IDS.getOrDefault(kind, "step")));
        step.put("kind", kind);
        if (hasInner(kind)) {
            step.put("steps", new ArrayList<>());
        }
        if (key == null) {
            steps(graph).add(step);
        } else if (place == Place.INSIDE) {
            steps(at(key)).add(step);
        } else {
            var spot = spot(key);
            spot.list.add(spot.index + 1, step);
        }
        return keyOf(step);
    }

    private String freeId(String first) {
        var taken = outline().steps().stream().map(DraftOutline.DraftStep::id).toList();
        var id = first;
        for (var number = 2; taken.contains(id); number++) {
            id = first + "_" + number;
        }
        return id;
    }

    /**
     * Takes a step away with all inside of it. What came after it comes after what it came after;
     * no branch leads to it any more. Expressions that name it stay: only people know what they
     * should say instead.
     */
    public void remove(String key) {
        var outline = outline();
        var step = outline.find(key).orElseThrow();
        var spot = spot(key);
        var before = DraftOutline.after(at(key), idBefore(spot));
        keepOrder(spot, before);
        spot.list.remove(spot.index);
        if (!step.id().isEmpty() && step.key().equals(step.id())) {
            spot.list.forEach(
                    other -> {
                        if (other instanceof Map<?, ?>) {
                            forget(members(other), step.id(), before);
                        }
                    });
        }
    }

    /** The next one, where it comes after this one because it is written behind it. */
    private static void keepOrder(Spot spot, List<String> before) {
        if (spot.index + 1 < spot.list.size()
                && spot.list.get(spot.index + 1) instanceof Map<?, ?> next
                && next.get("after") == null) {
            var earlier = idBefore(spot);
            if (!before.equals(earlier == null ? List.of() : List.of(earlier))) {
                members(next).put("after", new ArrayList<Object>(before));
            }
        }
    }

    private static void forget(
            Map<String, @Nullable Object> step, String gone, List<String> instead) {
        if (step.get("after") instanceof List<?> after && after.contains(gone)) {
            var names = new ArrayList<Object>();
            for (var name : after) {
                if (!name.equals(gone)) {
                    names.add(name);
                } else {
                    instead.stream()
                            .filter(each -> !after.contains(each) && !names.contains(each))
                            .forEach(names::add);
                }
            }
            step.put("after", names);
        }
        if (step.get("otherwise") instanceof List<?> otherwise) {
            otherwise.removeIf(gone::equals);
        }
        if (step.get("cases") instanceof List<?> cases) {
            for (var each : cases) {
                if (each instanceof Map<?, ?> members && members.get("to") instanceof List<?> to) {
                    to.removeIf(gone::equals);
                }
            }
        }
    }

    /**
     * Changes places with the step beside it that comes before (or behind) it in the outline;
     * whether that is possible: where a step must stand because of what it comes after, it stays.
     */
    public boolean move(String key, boolean isUp) {
        var outline = outline();
        var step = outline.find(key).orElseThrow();
        var others = new ArrayList<>(outline.beside(step));
        var before =
                others.stream()
                        .filter(
                                other ->
                                        outline.steps().indexOf(other)
                                                < outline.steps().indexOf(step))
                        .count();
        var neighbour = (int) before - (isUp ? 1 : 0);
        if (neighbour < 0 || neighbour >= others.size()) {
            return false;
        }
        var from = spot(key);
        var to = spot(others.get(neighbour).key());
        if (isUp ? from.index < to.index : from.index > to.index) {
            return false;
        }
        var order = order();
        var moved = from.list.get(from.index);
        var former = new ArrayList<>(from.list);
        from.list.remove(from.index);
        from.list.add(to.index, moved);
        if (order().equals(order)) {
            from.list.clear();
            from.list.addAll(former);
            return false;
        }
        return true;
    }

    private List<Map<String, Object>> order() {
        return outline().steps().stream().map(DraftOutline.DraftStep::json).toList();
    }

    /**
     * Gives a step another id. Where no other step has its former or its new id, everything that
     * names it follows.
     */
    public Renaming rename(String key, String id) {
        var step = at(key);
        var former = step.get("id") instanceof String text ? text : "";
        var ids = outline().steps().stream().map(DraftOutline.DraftStep::id).toList();
        step.put("id", id);
        if (former.isEmpty() || former.equals(id)) {
            return new Renaming(keyOf(step), 0, false);
        }
        var names = new StepNames(former, id);
        if (ids.stream().filter(former::equals).count() > 1 || ids.contains(id)) {
            return new Renaming(keyOf(step), 0, true);
        }
        names.graph(graph);
        return new Renaming(keyOf(step), names.followed(), names.isDoubtful());
    }

    /** Puts other members in the place of a step's; its key. */
    public String replace(String key, Map<String, ? extends @Nullable Object> members) {
        var step = at(key);
        step.clear();
        step.putAll(members(copy(members)));
        return keyOf(step);
    }

    /** A step's members, to be read. */
    public Map<String, @Nullable Object> step(String key) {
        return at(key);
    }

    /**
     * Sets what stands at a path within a step, and what is missing on the way there.
     *
     * @param path names of members, such as {@code retry, retries}
     * @param value null to take it away, and what it leaves empty
     */
    public void set(String key, List<String> path, @Nullable Object value) {
        set(at(key), path, value);
    }

    private static void set(
            Map<String, @Nullable Object> members, List<String> path, @Nullable Object value) {
        var name = path.getFirst();
        if (path.size() == 1) {
            if (value == null) {
                members.remove(name);
            } else {
                members.put(name, copy(value));
            }
            return;
        }
        var inner = members.get(name);
        if (!(inner instanceof Map<?, ?>)) {
            if (value == null) {
                return;
            }
            inner = new LinkedHashMap<String, Object>();
            members.put(name, inner);
        }
        set(members(inner), path.subList(1, path.size()), value);
        if (value == null && members(inner).isEmpty()) {
            members.remove(name);
        }
    }

    /** Where a step is written. */
    private record Spot(List<@Nullable Object> list, int index) {}

    private static @Nullable String idBefore(Spot spot) {
        return spot.index > 0
                        && spot.list.get(spot.index - 1) instanceof Map<?, ?> earlier
                        && earlier.get("id") instanceof String id
                ? id
                : null;
    }

    private Spot spot(String key) {
        var pointer = outline().find(key).orElseThrow().pointer();
        var list = steps(graph);
        var indexes = pointer.substring("/steps/".length()).split("/steps/");
        for (var depth = 0; depth < indexes.length - 1; depth++) {
            list = steps(members(list.get(Integer.parseInt(indexes[depth]))));
        }
        return new Spot(list, Integer.parseInt(indexes[indexes.length - 1]));
    }

    private Map<String, @Nullable Object> at(String key) {
        var spot = spot(key);
        return members(spot.list.get(spot.index));
    }

    private String keyOf(Map<String, @Nullable Object> step) {
        return outline().steps().stream()
                .filter(each -> (Object) each.json() == step)
                .findFirst()
                .orElseThrow()
                .key();
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> steps(Map<String, @Nullable Object> owner) {
        if (!(owner.get("steps") instanceof List<?>)) {
            owner.put("steps", new ArrayList<>());
        }
        return (List<@Nullable Object>) Objects.requireNonNull(owner.get("steps"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> members(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    // JSON's null is a value as any other.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static Map<String, Object> plain(Map<String, @Nullable Object> map) {
        return (Map<String, Object>) (Map<String, ?>) map;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, each) -> copy.put(String.valueOf(name), copy(each)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(each -> copy.add(copy(each)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static Map<String, String> firstIds() {
        var ids = new LinkedHashMap<String, String>();
        ids.put("agent", "ask");
        ids.put("http", "request");
        ids.put("tool", "use");
        ids.put("transform", "compute");
        ids.put("branch", "choose");
        ids.put("map", "each");
        ids.put("loop", "repeat");
        ids.put("join", "together");
        ids.put("wait", "pause");
        ids.put("approval", "approve");
        ids.put("workflow", "subflow");
        return ids;
    }
}

package dev.baton.planner;

import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes steps as the JSON of a graph, each with the agent that was chosen for it. */
final class GraphDraft {

    private static final int LONGEST_TITLE = 80;

    /** So short circumstances are told to every agent, not only to the first. */
    private static final int SHORT_MATERIAL = 1_000;

    /** Who may agree, and until when: what the template of approvals asks for too. */
    private static final List<String> APPROVERS = List.of("tenant_owner", "tenant_admin", "editor");

    private static final String DEADLINE = "2d";

    private static final int HURRIED = 10;
    private static final int UNHURRIED = 2;
    private static final int USUAL = 5;

    /** A list that an agent is asked for. */
    private static final Map<String, Object> LIST =
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "items",
                            Map.of(
                                    "type",
                                    "array",
                                    "items",
                                    Map.of("type", "string"),
                                    "minItems",
                                    1L,
                                    "maxItems",
                                    (long) StepRanges.MOST_FOUND)),
                    "required",
                    List.of("items"),
                    "additionalProperties",
                    false);

    private final ReadTask task;
    private final Strategy strategy;
    private final Function<DraftStep, AgentPick> picks;
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Map<String, DraftStep> steps = new LinkedHashMap<>();

    private GraphDraft(ReadTask task, Strategy strategy, Function<DraftStep, AgentPick> picks) {
        this.task = task;
        this.strategy = strategy;
        this.picks = picks;
    }

    /**
     * @param picks asked once for each step that calls an agent
     */
    static Map<String, Object> write(
            ReadTask task,
            List<DraftStep> steps,
            Strategy strategy,
            Function<DraftStep, AgentPick> picks) {
        return new GraphDraft(task, strategy, picks).write(steps);
    }

    /** What the run begins with. */
    static Map<String, Object> input(ReadTask task) {
        return task.material().isEmpty()
                ? Map.of("task", task.text())
                : Map.of("task", task.text(), "material", task.material());
    }

    private Map<String, Object> write(List<DraftStep> all) {
        all.forEach(step -> steps.put(step.id(), step));
        var written = all.stream().map(this::step).toList();
        var graph = new LinkedHashMap<String, Object>();
        var text = Map.of("type", "string");
        graph.put(
                "input",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        task.material().isEmpty()
                                ? Map.of("task", text)
                                : Map.of("task", text, "material", text),
                        "required",
                        List.of("task")));
        if (!variables.isEmpty()) {
            graph.put("variables", variables);
        }
        graph.put("steps", written);
        return graph;
    }

    private Map<String, Object> step(DraftStep step) {
        if (step.type() == TaskType.APPROVE) {
            return approval(step);
        }
        var mapped = step.map();
        if (mapped == null) {
            return call(step, step.instruction() + material(step) + results(step.after()));
        }
        var map = head(step, "map");
        map.put("over", over(step.id(), mapped));
        map.put("as", "item");
        map.put("concurrency", concurrency());
        var inside = new ArrayList<Map<String, Object>>();
        for (var inner : mapped.steps()) {
            var isFirst = inside.isEmpty();
            var words =
                    inner.instruction()
                            + (isFirst ? item(mapped) + material(step) : "")
                            + results(inner.after());
            inside.add(call(inner, words));
        }
        map.put("steps", inside);
        map.put("output", "${results.%s.text}".formatted(mapped.steps().getLast().id()));
        return map;
    }

    private long concurrency() {
        return switch (strategy) {
            case LATENCY -> HURRIED;
            case COST -> UNHURRIED;
            case QUALITY, BALANCED -> USUAL;
        };
    }

    private static String item(DraftStep.Mapped mapped) {
        var noun = mapped.noun().isEmpty() ? "" : Decomposer.escaped(mapped.noun()) + ": ";
        return "\n\n" + noun + "${item}";
    }

    private String over(String id, DraftStep.Mapped mapped) {
        if (mapped.source() == null) {
            var name = "items_of_" + id;
            variables.put(name, mapped.items());
            return "variables." + name;
        }
        return mapped.isListed()
                ? "results.%s.json.items".formatted(mapped.source())
                : "results." + mapped.source();
    }

    private Map<String, Object> call(DraftStep step, String words) {
        var pick = picks.apply(step);
        var call = head(step, "agent");
        if (pick.agent() != null) {
            call.put("agent", pick.agent());
        }
        if (pick.capability() != null) {
            call.put("capability", pick.capability());
        }
        call.put("messages", List.of(Map.of("role", "user", "content", words)));
        if (step.lists()) {
            call.put("schema", LIST);
        }
        return call;
    }

    private Map<String, Object> approval(DraftStep step) {
        var approval = head(step, "approval");
        var details = new LinkedHashMap<String, Object>();
        details.put("task", "${input.task}");
        made(step.after()).forEach(id -> details.put(id, result(id)));
        approval.put("details", details);
        approval.put(
                "approval",
                Map.of(
                        "title",
                        Decomposer.escaped(String.valueOf(title(step.hint()))),
                        "roles",
                        APPROVERS,
                        "deadline",
                        DEADLINE));
        return approval;
    }

    /** The steps whose results are known to those that wait for these. */
    private List<String> made(List<String> after) {
        return after.stream()
                .flatMap(
                        id -> {
                            var step = steps.get(id);
                            return step != null && step.type() == TaskType.APPROVE
                                    ? made(step.after()).stream()
                                    : Stream.of(id);
                        })
                .distinct()
                .toList();
    }

    private static Map<String, Object> head(DraftStep step, String kind) {
        var head = new LinkedHashMap<String, Object>();
        head.put("id", step.id());
        var title = title(step.hint());
        if (title != null) {
            head.put("title", title);
        }
        head.put("kind", kind);
        head.put("after", step.after());
        return head;
    }

    /** One short line; null where there is nothing to say. */
    static @Nullable String title(String text) {
        var line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        if (line.isBlank()) {
            return null;
        }
        return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)).strip() + "…";
    }

    private String material(DraftStep step) {
        var isTold = step.after().isEmpty() || task.material().length() <= SHORT_MATERIAL;
        return isTold && !task.material().isEmpty() ? "\n\n${input.material}" : "";
    }

    private String results(List<String> after) {
        var words = new StringBuilder();
        for (var id : made(after)) {
            words.append("\n\n[%s]\n".formatted(id)).append(result(id));
        }
        return words.toString();
    }

    private String result(String id) {
        var step = steps.get(id);
        return step == null || step.map() == null
                ? "${results.%s.text}".formatted(id)
                : "${results.%s}".formatted(id);
    }
}

package dev.baton.run;

import dev.baton.run.engine.StepPath;
import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the steps of a graph that act give when it is simulated: what is given for their path or id,
 * else what a run has recorded for it, else something of the same form.
 */
public final class Samples {

    private static final String UNDO = "undo:";

    private final Map<String, Sample> given;
    private final Map<String, Sample> recorded;

    private Samples(Map<String, Sample> given, Map<String, Sample> recorded) {
        this.given = given;
        this.recorded = recorded;
    }

    public static Samples none() {
        return new Samples(Map.of(), Map.of());
    }

    /** Of what a run's steps came to. */
    static Samples recorded(Graph graph, List<StepRecord> steps) {
        var acting = new HashMap<String, Action>();
        acting(graph).forEach(step -> acting.put(step.id(), action(step)));
        var recorded = new LinkedHashMap<String, Sample>();
        for (var step : steps) {
            var id = StepPath.of(step.path()).id();
            var action = acting.get(id);
            if (action != null && !step.path().startsWith(UNDO) && isAlike(action, step)) {
                var sample = recorded(action, step);
                recorded.put(step.path(), sample);
                recorded.putIfAbsent(id, sample);
            }
        }
        return new Samples(Map.of(), recorded);
    }

    private static boolean isAlike(Action action, StepRecord step) {
        return step.status() == StepStatus.COMPLETED
                && (action.kind().equals(step.kind()) || action instanceof Action.Agent)
                && isOf(action, step.result());
    }

    /** A step may have become another kind of step since. */
    private static boolean isOf(Action action, @Nullable Object result) {
        return switch (action) {
            case Action.Agent _ ->
                    result instanceof Map<?, ?> members && members.containsKey("text");
            case Action.Http _, Action.UseTool _ ->
                    result instanceof Map<?, ?> members && members.containsKey("status");
            default -> true;
        };
    }

    private static Sample recorded(Action action, StepRecord step) {
        var took = step.took();
        if (action instanceof Action.Wait) {
            var came =
                    step.result() instanceof Map<?, ?> result && result.containsKey("signal")
                            ? result.get("payload")
                            : null;
            return step.result() instanceof Map<?, ?> result
                            && Boolean.TRUE.equals(result.get("timed_out"))
                    ? new Sample(
                            Sample.Origin.RECORDED,
                            null,
                            new StepError("timed_out", "No signal came."),
                            Duration.ZERO)
                    : new Sample(Sample.Origin.RECORDED, came, null, Duration.ZERO);
        }
        return new Sample(
                Sample.Origin.RECORDED,
                step.result(),
                null,
                took == null || action instanceof Action.Approve ? Duration.ZERO : took);
    }

    /** With what somebody gives, by path or id, before everything else. */
    public Samples with(Map<String, Sample> more) {
        var all = new LinkedHashMap<>(given);
        all.putAll(more);
        return new Samples(all, recorded);
    }

    Sample of(String path, Step step, Action action) {
        var undo = path.startsWith(UNDO);
        var id = StepPath.of(undo ? path.substring(UNDO.length()) : path).id();
        for (var key : List.of(path, undo ? UNDO + id : id)) {
            if (given.containsKey(key)) {
                return given.get(key);
            }
        }
        for (var key : List.of(path, undo ? UNDO + id : id)) {
            if (recorded.containsKey(key)) {
                return recorded.get(key);
            }
        }
        return made(step, action);
    }

    /** What is suggested for all attempts of a step. */
    public Sample of(Step step) {
        return of(step.id(), step, action(step));
    }

    static Sample made(Step step, Action action) {
        Object result =
                switch (action) {
                    case Action.Agent agent -> answer(agent, step);
                    case Action.Http _, Action.UseTool _ -> {
                        var response = new LinkedHashMap<String, @Nullable Object>();
                        response.put("status", 200L);
                        response.put("headers", Map.of());
                        response.put("body", Map.of());
                        yield response;
                    }
                    case Action.Approve _ -> Map.of("approved", true);
                    default -> Map.of();
                };
        return new Sample(Sample.Origin.SAMPLE, result, null, Duration.ZERO);
    }

    private static Map<String, @Nullable Object> answer(Action.Agent agent, Step step) {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        if (agent.schema() == null) {
            answer.put("text", "Sample answer of " + step.title());
        } else {
            answer.put("json", SchemaSample.of(agent.schema()));
        }
        return answer;
    }

    /** The steps whose results somebody may give, as they are written. */
    public static List<Step> acting(Graph graph) {
        var found = new ArrayList<Step>();
        add(graph.scope(), step -> isActing(action(step)), found);
        return found;
    }

    /** Ids of the steps that something undoes. */
    static Set<String> undone(Graph graph) {
        var all = new ArrayList<Step>();
        add(graph.scope(), _ -> true, all);
        return all.stream()
                .filter(step -> step.compensation() != null)
                .map(Step::id)
                .collect(Collectors.toSet());
    }

    private static void add(Graph.Scope scope, Predicate<Step> which, List<Step> found) {
        for (var step : scope.steps()) {
            if (which.test(step)) {
                found.add(step);
            }
            switch (step.action()) {
                case Action.ForEach each -> add(each.scope(), which, found);
                case Action.Loop loop -> add(loop.scope(), which, found);
                default -> {}
            }
        }
    }

    private static boolean isActing(Action action) {
        return switch (action) {
            case Action.Agent _,
                    Action.Http _,
                    Action.UseTool _,
                    Action.SubWorkflow _,
                    Action.Approve _ ->
                    true;
            case Action.Wait wait -> wait.signal() != null;
            default -> false;
        };
    }

    /** What of a step acts: itself, or the agent that brings results together. */
    static Action action(Step step) {
        return switch (step.action()) {
            case Action.Join(Merge.ByAgent(var agent)) -> agent;
            case Action.ForEach each when each.join() instanceof Merge.ByAgent(var agent) -> agent;
            case Action action -> action;
        };
    }

    /** An input that fits the graph's schema where it says how. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> input(Graph graph) {
        return SchemaSample.of(graph.input()) instanceof Map<?, ?> made
                ? (Map<String, Object>) made
                : Map.of();
    }
}

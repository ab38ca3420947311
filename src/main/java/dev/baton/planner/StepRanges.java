package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Action;
import dev.baton.workflow.DurationText;
import dev.baton.workflow.ExecutionOrder;
import dev.baton.workflow.Expression;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Step;
import dev.baton.workflow.Template;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the steps of a graph may take: parallel ones as long as the longest of them, sequential ones
 * together. How long people and signals let wait is nobody's guess and counts as nothing.
 */
@Component
class StepRanges {

    /** Most things that a step that lists is asked for. */
    static final int MOST_FOUND = 20;

    /** So many letters of each prompt are shown: a plan of a thousand steps must be kept too. */
    private static final int LONGEST_PROMPT = 2_000;

    private static final Range FOUND = new Range(1, 5, MOST_FOUND);
    static final Range REQUEST_MILLIS = new Range(20, 500, 60_000);
    private static final long ANSWER_TOKENS = 1_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final AgentRegistry registry;
    private final AgentPicker picker;
    private final CallRanges calls;
    private final WorkflowShelf shelf;
    private final WorkflowHistory runs;

    StepRanges(
            AgentRegistry registry,
            AgentPicker picker,
            CallRanges calls,
            WorkflowShelf shelf,
            WorkflowHistory runs) {
        this.registry = registry;
        this.picker = picker;
        this.calls = calls;
        this.shelf = shelf;
        this.runs = runs;
    }

    /** All steps, and what they come to. */
    record Estimate(List<PlannedStep> steps, Range cost, Range millis) {}

    Estimate of(TenantId tenant, Graph graph, Map<String, Object> input, Strategy strategy) {
        var others = new OtherWorkflows(tenant, shelf, runs);
        return new Counting(tenant, strategy, new HashMap<>(), others).all(graph, input);
    }

    private record Taken(Range cost, Range millis) {

        private static final Taken NOTHING = new Taken(Range.ZERO, Range.ZERO);

        private Taken times(Range cost, Range millis) {
            return new Taken(this.cost.times(cost), this.millis.times(millis));
        }
    }

    /** One walk through a graph. */
    private final class Counting {

        private final TenantId tenant;
        private final Strategy strategy;
        private final Map<UUID, Optional<CallRanges.History>> histories;
        private final OtherWorkflows others;
        private final List<PlannedStep> steps = new ArrayList<>();

        Counting(
                TenantId tenant,
                Strategy strategy,
                Map<UUID, Optional<CallRanges.History>> histories,
                OtherWorkflows others) {
            this.tenant = tenant;
            this.strategy = strategy;
            this.histories = histories;
            this.others = others;
        }

        Estimate all(Graph graph, Map<String, Object> input) {
            var bindings = new HashMap<String, @Nullable Object>();
            bindings.put("input", input);
            bindings.put("variables", graph.variables());
            bindings.put("results", Map.of());
            bindings.put("run", Map.of());
            var total = scope(graph.scope(), null, bindings, Range.of(1));
            return new Estimate(List.copyOf(steps), total.cost(), total.millis());
        }

        /**
         * @param often how many times the scope runs, for what its steps come to
         */
        Taken scope(
                Graph.Scope scope,
                @Nullable String inside,
                Map<String, @Nullable Object> bindings,
                Range often) {
            var chosen = chosen(scope);
            var ends = new LinkedHashMap<String, Range>();
            var cost = Range.ZERO;
            var millis = Range.ZERO;
            for (var step : ExecutionOrder.of(scope.steps(), Step::id, Step::after)) {
                var taken = step(step, inside, bindings, often);
                if (step.when() != null || chosen.contains(step.id())) {
                    taken = new Taken(taken.cost().orNone(), taken.millis().orNone());
                }
                var begin = Range.ZERO;
                for (var before : step.after()) {
                    begin = begin.longest(ends.getOrDefault(before, Range.ZERO));
                }
                var end = begin.plus(taken.millis());
                ends.put(step.id(), end);
                cost = cost.plus(taken.cost());
                millis = millis.longest(end);
            }
            return new Taken(cost, millis);
        }

        /** Steps that a branch may leave out. */
        private Set<String> chosen(Graph.Scope scope) {
            var chosen = new HashSet<String>();
            for (var step : scope.steps()) {
                if (step.action() instanceof Action.Branch(var cases, var otherwise)) {
                    cases.forEach(each -> chosen.addAll(each.to()));
                    chosen.addAll(otherwise);
                }
            }
            return chosen;
        }

        private Taken step(
                Step step,
                @Nullable String inside,
                Map<String, @Nullable Object> bindings,
                Range often) {
            var place = steps.size();
            others.lookAtStep();
            return switch (step.action()) {
                case Action.Agent agent -> {
                    var call = call(agent, bindings, step.after().size());
                    note(place, step, inside, call, often);
                    yield call.taken();
                }
                case Action.ForEach map -> map(step, map, inside, bindings, often, place);
                case Action.Loop loop -> {
                    var rounds = new Range(1, (loop.max() + 1) / 2, loop.max());
                    var within = new HashMap<>(bindings);
                    within.put("round", 0L);
                    within.put("last", null);
                    var one = scope(loop.scope(), step.id(), within, often.times(rounds));
                    var all = one.times(rounds, rounds);
                    note(place, step, inside, all, often, Range.ZERO);
                    yield all;
                }
                case Action.Join(Merge.ByAgent(var agent)) -> {
                    var call = call(agent, bindings, step.after().size());
                    note(place, step, inside, call, often);
                    yield call.taken();
                }
                case Action.SubWorkflow other -> {
                    var run = others.run(other, input(other, bindings), this::another);
                    note(place, step, inside, run, often);
                    yield new Taken(run.cost(), run.millis());
                }
                case Action.Http _, Action.UseTool _ -> {
                    var request = new Taken(Range.ZERO, REQUEST_MILLIS);
                    note(place, step, inside, request, often, Range.ZERO);
                    yield request;
                }
                case Action.Wait wait -> {
                    var waited = new Taken(Range.ZERO, Range.of(millis(wait)));
                    note(place, step, inside, waited, often, Range.ZERO);
                    yield waited;
                }
                case Action.Transform _, Action.Branch _, Action.Join _, Action.Approve _ -> {
                    note(place, step, inside, Taken.NOTHING, often, Range.ZERO);
                    yield Taken.NOTHING;
                }
            };
        }

        private Taken map(
                Step step,
                Action.ForEach map,
                @Nullable String inside,
                Map<String, @Nullable Object> bindings,
                Range often,
                int place) {
            var list = list(map.over(), bindings);
            var items = list == null ? FOUND : Range.of(list.size());
            var turns =
                    new Range(
                            Math.ceilDiv(items.low(), map.concurrency()),
                            Math.ceilDiv(items.likely(), map.concurrency()),
                            Math.ceilDiv(items.high(), map.concurrency()));
            var within = new HashMap<>(bindings);
            within.put(map.as(), list == null || list.isEmpty() ? "" : list.getFirst());
            within.put("index", 0L);
            var all = scope(map.scope(), step.id(), within, often.times(items)).times(items, turns);
            if (map.join() instanceof Merge.ByAgent(var agent)) {
                var call = call(agent, bindings, (int) items.high());
                var joined =
                        new Taken(
                                all.cost().plus(call.taken().cost()),
                                all.millis().plus(call.taken().millis()));
                note(place, step, inside, call.with(joined), often);
                return joined;
            }
            note(place, step, inside, all, often, Range.ZERO);
            return all;
        }

        private @Nullable List<?> list(Expression over, Map<String, @Nullable Object> bindings) {
            try {
                return over.evaluate(bindings) instanceof List<?> list ? list : null;
            } catch (ExpressionFailed unknown) {
                return null;
            }
        }

        private long millis(Action.Wait wait) {
            return wait.duration() != null && wait.duration().source() instanceof String text
                    ? DurationText.read(text).map(Duration::toMillis).orElse(0L)
                    : 0;
        }

        /** A call of the agent that is asked, or of the one that would be. */
        private Called call(
                Action.Agent action, Map<String, @Nullable Object> bindings, int results) {
            var body = body(action, bindings);
            var name = text(action.agent(), bindings);
            if (name == null && action.agent() == null) {
                name = picker.pick(tenant, action.capability(), body.toString(), strategy).agent();
            }
            var agent = name == null ? null : registry.find(tenant, name).orElse(null);
            var variables = variables(action, bindings);
            var prompt = prompt(body, variables);
            if (agent == null) {
                var isLacking = name != null;
                return new Called(
                        name, action.capability(), CallRange.UNKNOWN, null, prompt, isLacking);
            }
            var range =
                    calls.of(
                            tenant,
                            agent,
                            body,
                            variables,
                            results * ANSWER_TOKENS,
                            history(agent));
            return new Called(
                    agent.name(), action.capability(), range, null, prompt, !agent.isEnabled());
        }

        /** What an agent would be told: who says what, then the variables of its own template. */
        private static String prompt(ObjectNode body, Map<String, Object> variables) {
            var told = new StringBuilder();
            for (var message : body.path("messages")) {
                var content = message.path("content");
                told.append(message.path("role").asString("user"))
                        .append(": ")
                        .append(content.isString() ? content.asString() : content)
                        .append('\n');
            }
            new TreeMap<>(variables)
                    .forEach(
                            (name, value) ->
                                    told.append(name).append(" = ").append(value).append('\n'));
            var text = told.toString().strip();
            return text.codePointCount(0, text.length()) <= LONGEST_PROMPT
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_PROMPT - 1)) + "…";
        }

        private CallRanges.@Nullable History history(Agent agent) {
            return histories
                    .computeIfAbsent(
                            agent.id().value(),
                            _ -> Optional.ofNullable(calls.history(tenant, agent)))
                    .orElse(null);
        }

        private Estimate another(Graph graph, Map<String, Object> input) {
            return new Counting(tenant, strategy, histories, others).all(graph, input);
        }

        private static Map<String, Object> input(
                Action.SubWorkflow action, Map<String, @Nullable Object> bindings) {
            var input = new HashMap<String, Object>();
            if (rendered(action.input(), bindings) instanceof Map<?, ?> some) {
                some.forEach((name, value) -> input.put(String.valueOf(name), value));
            }
            return input;
        }

        private static ObjectNode body(
                Action.Agent action, Map<String, @Nullable Object> bindings) {
            var body = JSON.createObjectNode();
            var messages = action.messages();
            body.set(
                    "messages",
                    JSON.valueToTree(messages == null ? List.of() : rendered(messages, bindings)));
            if (!body.path("messages").isArray()) {
                body.putArray("messages").addObject().put("role", "user").put("content", "");
            }
            if (action.maxOutputTokens() != null) {
                body.put("max_completion_tokens", action.maxOutputTokens());
            }
            return body;
        }

        private static Map<String, Object> variables(
                Action.Agent action, Map<String, @Nullable Object> bindings) {
            var variables = new HashMap<String, Object>();
            action.variables()
                    .forEach(
                            (name, template) -> {
                                var value = rendered(template, bindings);
                                if (value != null) {
                                    variables.put(name, value);
                                }
                            });
            return variables;
        }

        /** With what is known; as it was written where something is not known yet. */
        private static @Nullable Object rendered(
                Template template, Map<String, @Nullable Object> bindings) {
            try {
                return template.render(bindings);
            } catch (ExpressionFailed unknown) {
                return template.source();
            }
        }

        private static @Nullable String text(
                @Nullable Template template, Map<String, @Nullable Object> bindings) {
            if (template == null) {
                return null;
            }
            try {
                return template.render(bindings) instanceof String text ? text : null;
            } catch (ExpressionFailed unknown) {
                return null;
            }
        }

        /**
         * @param all what it comes to where more than the call belongs to it; null for the call
         */
        private record Called(
                @Nullable String agent,
                @Nullable String capability,
                CallRange range,
                @Nullable Taken all,
                String prompt,
                boolean isLacking) {

            Taken taken() {
                return all == null ? new Taken(range.cost(), range.millis()) : all;
            }

            Called with(Taken more) {
                return new Called(agent, capability, range, more, prompt, isLacking);
            }
        }

        private void note(int place, Step step, @Nullable String inside, Called call, Range often) {
            var range = call.range();
            steps.add(
                    place,
                    new PlannedStep(
                            step.id(),
                            step.title(),
                            step.action().kind(),
                            call.agent(),
                            call.capability(),
                            step.after(),
                            inside,
                            range.tokensIn() * often.likely(),
                            range.tokensOut() * often.likely(),
                            call.taken().cost().times(often),
                            call.taken().millis(),
                            often,
                            range.fromHistory(),
                            call.prompt(),
                            call.isLacking(),
                            null));
        }

        private void note(
                int place,
                Step step,
                @Nullable String inside,
                OtherWorkflows.Run run,
                Range often) {
            steps.add(
                    place,
                    new PlannedStep(
                            step.id(),
                            step.title(),
                            step.action().kind(),
                            null,
                            null,
                            step.after(),
                            inside,
                            run.tokens(PlannedStep::tokensIn) * often.likely(),
                            run.tokens(PlannedStep::tokensOut) * often.likely(),
                            run.cost().times(often),
                            run.millis(),
                            run.calls().times(often),
                            run.fromHistory(),
                            null,
                            false,
                            run.workflow()));
        }

        private void note(
                int place,
                Step step,
                @Nullable String inside,
                Taken taken,
                Range often,
                Range asked) {
            steps.add(
                    place,
                    new PlannedStep(
                            step.id(),
                            step.title(),
                            step.action().kind(),
                            null,
                            null,
                            step.after(),
                            inside,
                            0,
                            0,
                            taken.cost().times(often),
                            taken.millis(),
                            asked,
                            false,
                            null,
                            false,
                            null));
        }
    }
}

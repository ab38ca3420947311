package dev.baton.workflow;

import dev.baton.workflow.Expressions.Checked;
import dev.baton.workflow.Expressions.Place;
import dev.baton.workflow.ScopeDraft.StepDraft;
import dev.baton.workflow.TextTemplate.Node;
import dev.cel.common.types.CelKind;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Of which type everything is that expressions name, as far as schemas, variables at the start and
 * the kinds of steps tell; and which expressions no value of these fits.
 */
final class GraphTypes {

    private static final ValueType TEXT_OR_NULL = ValueType.TEXT.or(ValueType.NULL);
    private static final ValueType WHOLE_OR_NULL = ValueType.WHOLE.or(ValueType.NULL);
    private static final ValueType RESPONSE =
            ordered(
                    Map.of(
                            "status", ValueType.WHOLE,
                            "headers", ValueType.OBJECT,
                            "body", ValueType.ANY),
                    true);
    private static final ValueType WAITED =
            ordered(
                    Map.of(
                            "signal", ValueType.TEXT,
                            "payload", ValueType.ANY,
                            "timed_out", ValueType.TRUTH),
                    true);
    private static final ValueType BRANCHED =
            ordered(Map.of("chosen", ValueType.list(ValueType.TEXT)), true);
    private static final ValueType ERROR =
            ordered(Map.of("code", ValueType.TEXT, "message", ValueType.TEXT), false);
    private static final ValueType RUN =
            ordered(
                    Map.of(
                            "id", ValueType.TEXT,
                            "created_at", ValueType.TEXT,
                            "started_by", ValueType.TEXT),
                    false);

    /** Results that are needed for others that are being looked for. */
    private static final int DEEPEST = 30;

    private final ValueType input;
    private final ValueType variables;
    private final Map<String, StepDraft> steps;
    private final Expressions expressions;
    private final Map<String, ValueType> results = new HashMap<>();
    private final Set<String> beingRead = new HashSet<>();

    /**
     * @param schema of the input
     */
    GraphTypes(
            Map<String, Object> schema,
            Map<String, Object> variables,
            Map<String, StepDraft> steps,
            Expressions expressions) {
        this.steps = steps;
        this.expressions = expressions;
        // Whether it has a member of a name is told where names are looked up.
        var declared = ValueType.ofSchema(schema);
        this.input = ValueType.object(declared.members(), false).shownBy(declared.example());
        this.variables = variables(variables);
    }

    private ValueType variables(Map<String, Object> atStart) {
        var changed = new HashMap<String, Set<Assignment.How>>();
        for (var step : steps.values()) {
            for (var change : step.changes) {
                changed.computeIfAbsent(change.name(), _ -> new HashSet<>()).add(change.how());
            }
        }
        var types = new LinkedHashMap<String, ValueType>();
        atStart.forEach(
                (name, value) ->
                        types.put(
                                name,
                                variable(
                                        ValueType.ofValue(value),
                                        changed.getOrDefault(name, Set.of()))));
        return ValueType.object(types, false);
    }

    /** People may put more into an object while a run goes on, and set a variable is anything. */
    private static ValueType variable(ValueType atStart, Set<Assignment.How> changes) {
        if (changes.contains(Assignment.How.SET)
                || atStart.kinds().equals(ValueType.NULL.kinds())) {
            return ValueType.ANY.shownBy(atStart.example());
        }
        var type =
                atStart.may(CelKind.MAP)
                        ? ValueType.object(atStart.members(), false)
                        : atStart.may(CelKind.LIST)
                                ? changes.isEmpty() ? atStart : ValueType.LIST
                                : atStart.may(CelKind.INT) && !changes.isEmpty()
                                        ? ValueType.NUMBER
                                        : atStart;
        return changes.contains(Assignment.How.MERGE)
                ? ValueType.OBJECT.shownBy(atStart.example())
                : type.shownBy(atStart.example());
    }

    /** Finds the expressions that cannot be computed, or yield what their place has no use for. */
    void check(Findings findings) {
        for (var each : expressions.checked()) {
            if (findings.isFull()) {
                return;
            }
            var type =
                    typed(
                            each,
                            (fault, arguments) -> findings.add(each.pointer(), fault, arguments));
            if (each.otherwise() != null && !type.mayBeOneOf(each.kinds())) {
                findings.add(each.pointer(), each.otherwise());
            }
        }
    }

    ValueType of(Checked expression) {
        return typed(expression, (_, _) -> {});
    }

    private ValueType typed(Checked expression, CelTyping.Report report) {
        try {
            return typedDeeply(expression, report);
        } catch (StackOverflowError deep) {
            return ValueType.ANY;
        }
    }

    private ValueType typedDeeply(Checked expression, CelTyping.Report report) {
        return CelTyping.of(
                expression.tree(),
                new CelTyping.Bound() {
                    @Override
                    public ValueType type(String name) {
                        return named(name, expression.place());
                    }

                    @Override
                    public ValueType result(String step) {
                        return resultOf(step);
                    }
                },
                report);
    }

    private ValueType of(Template template) {
        return template instanceof TextTemplate text ? of(text.node()) : ValueType.ANY;
    }

    private ValueType of(Node node) {
        return switch (node) {
            case Node.Fixed(var value) -> ValueType.ofValue(value);
            case Node.Mixed _ -> ValueType.TEXT;
            case Node.Whole(var expression) -> {
                var checked = expressions.checked(expression);
                yield checked == null ? ValueType.ANY : of(checked);
            }
            case Node.Items(var items) ->
                    ValueType.list(
                            items.stream().map(this::of).reduce(ValueType.NEVER, ValueType::or));
            case Node.Members(var members) -> {
                var types = new LinkedHashMap<String, ValueType>();
                members.forEach((name, each) -> types.put(name, of(each)));
                yield ValueType.object(types, true);
            }
        };
    }

    /** What a step gave; null too, for it may have been skipped. */
    ValueType resultOf(String id) {
        var step = steps.get(id);
        return step == null ? ValueType.ANY : given(step).or(ValueType.NULL);
    }

    private ValueType given(StepDraft step) {
        var known = results.get(step.id);
        if (known != null) {
            return known;
        }
        if (beingRead.size() >= DEEPEST || !beingRead.add(step.id)) {
            return ValueType.ANY;
        }
        var read = step.read;
        var type =
                read == null || step.isUnknown
                        ? ValueType.ANY
                        : given(read.action(), read.onFailure()).kept();
        beingRead.remove(step.id);
        results.put(step.id, type);
        return type;
    }

    private ValueType given(Action action, FailurePolicy onFailure) {
        var type = given(action);
        return switch (onFailure) {
            case FailurePolicy.GoOn(var value) ->
                    type.or(value == null ? ValueType.NULL : of(value));
            case FailurePolicy.Fail _, FailurePolicy.OtherAgent _ -> type;
        };
    }

    private ValueType given(Action action) {
        return switch (action) {
            case Action.Agent agent -> answer(agent);
            case Action.Http _, Action.UseTool _ -> RESPONSE;
            case Action.Transform(var value) -> of(value);
            case Action.Branch _ -> BRANCHED;
            case Action.ForEach each -> merged(each.join(), item(each));
            case Action.Loop loop ->
                    ordered(
                            Map.of(
                                    "rounds",
                                    ValueType.WHOLE,
                                    "output",
                                    output(loop.output()).or(ValueType.NULL)),
                            true);
            case Action.Join(var merge) -> merged(merge, ValueType.ANY);
            case Action.Wait _ -> WAITED;
            case Action.Approve(var details, _) ->
                    ordered(
                            Map.of(
                                    "approved",
                                    ValueType.TRUTH,
                                    "by",
                                    TEXT_OR_NULL,
                                    "comment",
                                    TEXT_OR_NULL,
                                    "details",
                                    of(details)),
                            true);
            case Action.SubWorkflow _ -> ValueType.ANY;
        };
    }

    private static ValueType answer(Action.Agent agent) {
        return answerWith(agent.schema() == null ? null : ValueType.ofSchema(agent.schema()));
    }

    private static ValueType answerWith(@Nullable ValueType json) {
        var members = new LinkedHashMap<String, ValueType>();
        members.put("text", ValueType.TEXT);
        if (json != null) {
            members.put("json", json);
        }
        members.put("agent", ValueType.TEXT);
        members.put("model", TEXT_OR_NULL);
        members.put("message_id", ValueType.TEXT);
        members.put("tokens_in", WHOLE_OR_NULL);
        members.put("tokens_out", WHOLE_OR_NULL);
        members.put("cost", ValueType.TEXT);
        return ValueType.object(members, true);
    }

    private ValueType output(@Nullable Template output) {
        return output == null ? ValueType.ANY : of(output).kept();
    }

    /** One that failed, though that is tolerated, is null. */
    private ValueType item(Action.ForEach each) {
        return output(each.output()).or(ValueType.NULL);
    }

    private ValueType merged(Merge merge, ValueType item) {
        return switch (merge) {
            case Merge.AsList _ -> ValueType.list(item);
            case Merge.ByKey _ -> ValueType.OBJECT;
            case Merge.FirstSuccess _ -> item;
            case Merge.Majority(var of) ->
                    ordered(
                            Map.of(
                                    "value", of == null ? item : ValueType.ANY,
                                    "votes", ValueType.WHOLE,
                                    "of", ValueType.WHOLE),
                            true);
            case Merge.ByAgent(var agent) -> answer(agent);
            case Merge.ByExpression(var value) -> of(value);
        };
    }

    /** So that people read members in the same order each time. */
    private static ValueType ordered(Map<String, ValueType> members, boolean isClosed) {
        return ValueType.object(new TreeMap<>(members), isClosed);
    }

    /** What is bound at a place. */
    ValueType named(String name, Place place) {
        return switch (name) {
            case Names.INPUT -> input;
            case Names.VARIABLES -> variables;
            case Names.RUN -> RUN;
            case "index", "round" -> ValueType.WHOLE;
            case "error" -> ERROR;
            case "arguments" -> place.arguments();
            case "result", "output", "value", "values" -> ofTheStep(name, place);
            default -> item(name, place);
        };
    }

    private ValueType ofTheStep(String name, Place place) {
        var step = place.spot() == null ? null : place.spot().step();
        if (step == null || step.read == null || step.isUnknown) {
            return ValueType.ANY;
        }
        var action = step.read.action();
        return switch (name) {
            case "result" -> given(step);
            case "output" ->
                    action instanceof Action.Loop loop ? output(loop.output()) : ValueType.ANY;
            case "value" -> action instanceof Action.ForEach each ? item(each) : ValueType.ANY;
            default ->
                    action instanceof Action.ForEach each
                            ? ValueType.list(item(each))
                            : ValueType.LIST;
        };
    }

    /** The item of the map that a place stands in, or that it says something of. */
    private ValueType item(String name, Place place) {
        if (place.spot() == null) {
            return ValueType.ANY;
        }
        for (var step =
                        place.spot().step() == null
                                ? place.spot().scope().owner
                                : place.spot().step();
                step != null;
                step = step.scope.owner) {
            if (name.equals(step.as)) {
                var over = step.over == null ? null : expressions.checked(step.over);
                return over == null ? ValueType.ANY : of(over).items();
            }
        }
        return ValueType.ANY;
    }
}

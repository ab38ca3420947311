package dev.baton.workflow;

import dev.baton.workflow.Expressions.Place;
import dev.baton.workflow.RetryPolicy.Failure;
import dev.baton.workflow.ScopeDraft.Spot;
import dev.baton.workflow.ScopeDraft.StepDraft;
import dev.baton.workflow.ScopeDraft.VariableChange;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads steps, those inside of others included. */
final class StepReader {

    private static final List<String> KINDS =
            List.of(
                    "agent",
                    "http",
                    "tool",
                    "transform",
                    "branch",
                    "map",
                    "loop",
                    "join",
                    "wait",
                    "approval",
                    "workflow");

    /** What acts on the world: it may be repeated, stopped, approved and undone. */
    private static final Set<String> ACTING = Set.of("agent", "http", "tool", "workflow");

    private static final int LONGEST_TITLE = 200;
    private static final int MOST_CASES = 100;
    private static final int MOST_ASSIGNMENTS = 50;
    private static final int HIGHEST_CONCURRENCY = 100;
    private static final int DEFAULT_CONCURRENCY = 5;
    private static final int MOST_ITEMS = 100_000;
    private static final int MOST_ROUNDS = 10_000;
    private static final int DEFAULT_ROUNDS = 10;
    private static final int MOST_RETRIES = 20;
    private static final double HIGHEST_FACTOR = 10;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final Duration LONGEST_RETRYING = Duration.ofDays(7);

    private static final int RETRIES = 3;
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final double FACTOR = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final double JITTER = 0.2;
    private static final Duration TOTAL = Duration.ofMinutes(10);
    private static final Set<Failure> PASSING =
            EnumSet.of(
                    Failure.TIMEOUT,
                    Failure.UNREACHABLE,
                    Failure.RATE_LIMITED,
                    Failure.SERVER_ERROR);

    private final Findings findings;
    private final Expressions expressions;
    private final ActionReader actions;
    private final Set<String> tools;
    private final Map<String, StepDraft> all = new LinkedHashMap<>();
    private int count;

    StepReader(Findings findings, Expressions expressions, Set<String> tools) {
        this.findings = findings;
        this.expressions = expressions;
        this.actions = new ActionReader(findings, expressions);
        this.tools = new TreeSet<>(tools);
    }

    /** Every step of the graph by its id. */
    Map<String, StepDraft> all() {
        return all;
    }

    /** What may be named when all steps of a scope have ended. */
    Place end(ScopeDraft draft) {
        return new Place(new Spot(draft, null), draft.names);
    }

    Graph.Scope scope(Members members, ScopeDraft draft) {
        var list = members.list("steps", GraphReader.MOST_STEPS);
        if (list == null) {
            return new Graph.Scope(List.of());
        }
        if (list.isEmpty()) {
            findings.add(draft.pointer, Fault.NO_STEPS);
        }
        if (draft.depth > GraphReader.DEEPEST) {
            findings.add(draft.pointer, Fault.STEP_DEPTH, GraphReader.DEEPEST);
            return new Graph.Scope(List.of());
        }
        var steps = new ArrayList<Step>();
        String before = null;
        for (var index = 0; index < list.size(); index++) {
            if (++count > GraphReader.MOST_STEPS) {
                if (count == GraphReader.MOST_STEPS + 1) {
                    findings.add(draft.pointer, Fault.STEPS, GraphReader.MOST_STEPS);
                }
                break;
            }
            var step = Members.of(list.get(index), Findings.at(draft.pointer, index), findings);
            if (step != null) {
                var read = step(step, draft, before);
                steps.add(read);
                before = read.id();
            }
        }
        return new Graph.Scope(List.copyOf(steps));
    }

    private Step step(Members members, ScopeDraft scope, @Nullable String before) {
        var id = id(members);
        var draft = new StepDraft(id, members.pointer(), after(members, before), scope);
        enter(draft, members);
        var place = new Place(new Spot(scope, draft), scope.names);
        var kind = kind(members);
        var when = expressions.condition(members, "when", place);
        draft.never = when != null && when.text().strip().equals("false");
        var title = members.text("title", LONGEST_TITLE);
        var approval = actions.approval(members, place);
        var action = action(kind, members, place, draft, approval);
        var acts = ACTING.contains(kind) || asksAgent(action);
        if (!acts) {
            members.refuse("timeout", Fault.NO_ATTEMPTS, kind);
            members.refuse("retry", Fault.NO_ATTEMPTS, kind);
        }
        if (!ACTING.contains(kind) && !kind.equals("approval")) {
            members.refuse("approval", Fault.NOTHING_TO_APPROVE, kind);
        }
        if (!ACTING.contains(kind)) {
            members.refuse("compensation", Fault.NOTHING_TO_UNDO, kind);
        }
        var step =
                new Step(
                        id,
                        title == null ? id : title,
                        draft.after,
                        when,
                        action,
                        acts ? members.duration("timeout", SHORTEST, LONGEST_TIMEOUT) : null,
                        retry(acts ? members.object("retry") : null, action),
                        onFailure(members, place, action),
                        assignments(members, place.with("result"), draft),
                        kind.equals("approval") ? null : approval,
                        compensation(members, place.with("result")));
        draft.read = step;
        draft.isUnknown = !KINDS.contains(kind);
        if (!draft.isUnknown) {
            members.done();
        }
        return step;
    }

    private String id(Members members) {
        members.needs("id");
        var id = members.value("id");
        if (id != null && !(id instanceof String)) {
            findings.add(members.at("id"), Fault.NO_TEXT);
        }
        if (!(id instanceof String text)) {
            return "#" + count;
        }
        if (!Names.isName(text) || Names.isWordOfCel(text)) {
            GraphReader.badName(findings, members.at("id"), text);
        }
        return text;
    }

    private void enter(StepDraft draft, Members members) {
        var same = all.putIfAbsent(draft.id, draft);
        if (same == null) {
            draft.scope.steps.put(draft.id, draft);
        } else {
            findings.add(members.at("id"), Fault.SAME_ID, draft.id, same.pointer);
        }
    }

    /** What is not said is after the step that is written before. */
    private static List<String> after(Members members, @Nullable String before) {
        var after = members.texts("after", GraphReader.MOST_STEPS);
        if (after != null || members.has("after")) {
            return after == null ? List.of() : after;
        }
        return before == null ? List.of() : List.of(before);
    }

    private String kind(Members members) {
        members.needs("kind");
        var kind = members.text("kind", LONGEST_TITLE);
        if (kind == null) {
            return "";
        }
        if (!KINDS.contains(kind)) {
            findings.add(members.at("kind"), Fault.KIND, String.join(", ", KINDS));
        }
        return kind;
    }

    private static boolean asksAgent(Action action) {
        return action instanceof Action.Agent
                || action instanceof Action.Join(Merge.ByAgent _)
                || action instanceof Action.ForEach each && each.join() instanceof Merge.ByAgent;
    }

    private Action action(
            String kind,
            Members members,
            Place place,
            StepDraft draft,
            @Nullable ApprovalRule approval) {
        return switch (kind) {
            case "agent" -> actions.agent(members, place);
            case "http" -> actions.http(members, place);
            case "tool" -> actions.tool(members, place, tools);
            case "workflow" -> actions.workflow(members, place);
            case "transform" -> {
                if (!members.isWritten("value")) {
                    members.needs("value");
                }
                yield new Action.Transform(
                        expressions.templateOf(members.value("value"), members.at("value"), place));
            }
            case "branch" -> branch(members, place, draft);
            case "map" -> map(members, place, draft);
            case "loop" -> loop(members, place, draft);
            case "join" -> {
                if (draft.after.isEmpty()) {
                    findings.add(members.at("after"), Fault.NOTHING_JOINED);
                }
                yield new Action.Join(merge(members, "merge", place, place));
            }
            case "wait" -> wait(members, place);
            case "approval" -> approve(members, place, approval);
            default -> {
                // Its members cannot be known.
                yield new Action.Transform(expressions.templateOf(null, members.pointer(), place));
            }
        };
    }

    private Action.Branch branch(Members members, Place place, StepDraft draft) {
        var cases = new ArrayList<Action.Branch.Case>();
        var targets = new ArrayList<List<String>>();
        members.needs("cases");
        var list = members.list("cases", MOST_CASES);
        for (var index = 0; list != null && index < list.size(); index++) {
            var each =
                    Members.of(list.get(index), Findings.at(members.at("cases"), index), findings);
            if (each == null) {
                targets.add(List.of());
                continue;
            }
            each.needs("when");
            var when = expressions.condition(each, "when", place);
            each.needs("to");
            var to = each.texts("to", GraphReader.MOST_STEPS);
            targets.add(to == null ? List.of() : to);
            if (when != null && to != null) {
                cases.add(new Action.Branch.Case(when, to));
            }
            each.done();
        }
        if (list != null && list.isEmpty()) {
            findings.add(members.at("cases"), Fault.NO_CASES);
        }
        var otherwise = members.texts("otherwise", GraphReader.MOST_STEPS);
        targets.add(otherwise == null ? List.of() : otherwise);
        draft.targets = List.copyOf(targets);
        return new Action.Branch(List.copyOf(cases), otherwise == null ? List.of() : otherwise);
    }

    private Action.ForEach map(Members members, Place place, StepDraft draft) {
        members.needs("over");
        var over = expressions.list(members, "over", place);
        var as = itemName(members, place);
        draft.as = as;
        draft.over = over;
        var concurrency = members.whole("concurrency", 1, HIGHEST_CONCURRENCY, DEFAULT_CONCURRENCY);
        var inside = inner(draft, members, concurrency > 1, as, "index");
        members.needs("steps");
        var scope = scope(members, inside);
        var output = expressions.template(members, "output", end(inside));
        var join = merge(members, "join", place.with(as, "index"), place);
        return new Action.ForEach(
                over == null ? NOTHING : over,
                as,
                concurrency,
                scope,
                output,
                join,
                members.whole("tolerate_failures", 0, MOST_ITEMS, 0));
    }

    private String itemName(Members members, Place place) {
        var as = members.text("as", LONGEST_TITLE);
        if (as == null) {
            as = "item";
        } else if (!Names.isName(as) || Names.isWordOfCel(as)) {
            GraphReader.badName(findings, members.at("as"), as);
            as = "item";
        }
        if (Names.TAKEN.contains(as) || place.names().contains(as)) {
            findings.add(members.at("as"), Fault.NAME_TAKEN, as);
        }
        return as;
    }

    private Action.Loop loop(Members members, Place place, StepDraft draft) {
        var inside = inner(draft, members, false, "round", "last");
        var asked = place.with("round", "last");
        var whileTrue = expressions.condition(members, "while", asked);
        var until = expressions.condition(members, "until", asked.with("output"));
        var max = members.whole("max", 1, MOST_ROUNDS, DEFAULT_ROUNDS);
        members.needs("steps");
        var scope = scope(members, inside);
        return new Action.Loop(
                whileTrue, until, max, scope, expressions.template(members, "output", end(inside)));
    }

    private static ScopeDraft inner(
            StepDraft draft, Members members, boolean isConcurrent, String... names) {
        var bound = new TreeSet<>(draft.scope.names);
        Collections.addAll(bound, names);
        var inner =
                new ScopeDraft(
                        members.at("steps"),
                        draft,
                        Set.copyOf(bound),
                        draft.scope.depth + 1,
                        isConcurrent);
        draft.inner = inner;
        return inner;
    }

    /**
     * @param single where expressions about one result stand
     * @param whole where those about all stand
     */
    private Merge merge(Members step, String name, Place single, Place whole) {
        var members = step.object(name);
        if (members == null) {
            return new Merge.AsList();
        }
        members.needs("strategy");
        var strategy = members.text("strategy", LONGEST_TITLE);
        var merge =
                switch (strategy == null ? "list" : strategy) {
                    case "list" -> new Merge.AsList();
                    case "by_key" ->
                            new Merge.ByKey(expressions.any(members, "key", single.with("value")));
                    case "first_success" -> new Merge.FirstSuccess();
                    case "majority" ->
                            new Merge.Majority(
                                    expressions.any(members, "of", single.with("value")));
                    case "reduce" -> reduce(members, whole.with("values"));
                    default -> {
                        findings.add(members.at("strategy"), Fault.STRATEGY);
                        yield new Merge.AsList();
                    }
                };
        members.done();
        return merge;
    }

    private Merge reduce(Members members, Place place) {
        var agent = members.object("agent");
        if (agent != null) {
            members.refuse("value", Fault.AGENT_OR_VALUE);
            var read = actions.agent(agent, place);
            agent.done();
            return new Merge.ByAgent(read);
        }
        if (!members.isWritten("value")) {
            findings.add(members.pointer(), Fault.NOTHING_REDUCES);
        }
        return new Merge.ByExpression(
                expressions.templateOf(members.value("value"), members.at("value"), place));
    }

    private Action.Wait wait(Members members, Place place) {
        var duration = expressions.template(members, "duration", place);
        var until = expressions.template(members, "until", place);
        var signal = members.text("signal", LONGEST_TITLE);
        if (duration == null && until == null && signal == null) {
            findings.add(members.pointer(), Fault.WAITS_FOR_NOTHING);
        }
        if (duration != null && until != null) {
            findings.add(members.at("until"), Fault.DURATION_AND_TIME);
        }
        checkDuration(duration, members.at("duration"));
        checkTime(until, members.at("until"));
        return new Action.Wait(duration, until, signal);
    }

    private void checkDuration(@Nullable Template duration, String pointer) {
        if (duration instanceof TextTemplate fixed && fixed.isFixed()) {
            if (!(fixed.source() instanceof String text) || DurationText.read(text).isEmpty()) {
                findings.add(pointer, Fault.NO_DURATION);
            } else if (DurationText.read(text).get().compareTo(GraphReader.LONGEST_RUN) > 0) {
                findings.add(pointer, Fault.DURATION_RANGE, Duration.ZERO, GraphReader.LONGEST_RUN);
            }
        }
    }

    private void checkTime(@Nullable Template time, String pointer) {
        if (time instanceof TextTemplate fixed && fixed.isFixed()) {
            try {
                Instant.parse(String.valueOf(fixed.source()));
            } catch (DateTimeParseException none) {
                findings.add(pointer, Fault.NO_TIME);
            }
        }
    }

    private Action.Approve approve(Members members, Place place, @Nullable ApprovalRule approval) {
        members.needs("approval");
        if (!members.isWritten("details")) {
            members.needs("details");
        }
        return new Action.Approve(
                expressions.templateOf(members.value("details"), members.at("details"), place),
                approval == null
                        ? new ApprovalRule(
                                ActionReader.NO_REQUEST.url(),
                                Set.of(),
                                Set.of(),
                                1,
                                false,
                                null,
                                null,
                                null,
                                null)
                        : approval);
    }

    private RetryPolicy retry(@Nullable Members members, Action action) {
        var on = EnumSet.copyOf(PASSING);
        if (asksAgent(action)) {
            on.add(Failure.INVALID_ANSWER);
        }
        if (members == null) {
            // Its steps were retried already, and what those before them did would be done again.
            var retries = action instanceof Action.SubWorkflow ? 0 : RETRIES;
            return new RetryPolicy(
                    retries, BACKOFF, FACTOR, LONGEST_PAUSE, JITTER, TOTAL, Set.copyOf(on));
        }
        var policy =
                new RetryPolicy(
                        members.whole("retries", 0, MOST_RETRIES, RETRIES),
                        members.duration("backoff", Duration.ZERO, LONGEST_TIMEOUT, BACKOFF),
                        members.number("factor", 1, HIGHEST_FACTOR, FACTOR),
                        members.duration(
                                "max_backoff", Duration.ZERO, LONGEST_TIMEOUT, LONGEST_PAUSE),
                        members.number("jitter", 0, 1, JITTER),
                        members.duration("total", Duration.ZERO, LONGEST_RETRYING, TOTAL),
                        failures(members, Set.copyOf(on)));
        members.done();
        return policy;
    }

    private Set<Failure> failures(Members members, Set<Failure> otherwise) {
        var names = members.texts("on", Failure.values().length);
        if (names == null) {
            return otherwise;
        }
        var known =
                Stream.of(Failure.values())
                        .collect(
                                Collectors.toMap(
                                        each -> each.name().toLowerCase(Locale.ROOT),
                                        each -> each,
                                        (first, _) -> first,
                                        LinkedHashMap::new));
        var failures = EnumSet.noneOf(Failure.class);
        for (var index = 0; index < names.size(); index++) {
            var failure = known.get(names.get(index));
            if (failure == null) {
                findings.add(
                        Findings.at(members.at("on"), index),
                        Fault.FAILURE,
                        String.join(", ", known.keySet()));
            } else {
                failures.add(failure);
            }
        }
        return Set.copyOf(failures);
    }

    private FailurePolicy onFailure(Members step, Place place, Action action) {
        expressions.enter(Findings.at(step.at("on_failure"), "value"), place.with("error"));
        var members = step.object("on_failure");
        if (members == null) {
            return new FailurePolicy.Fail();
        }
        members.needs("policy");
        var name = members.text("policy", LONGEST_TITLE);
        FailurePolicy policy =
                switch (name == null ? "fail" : name) {
                    case "fail" -> new FailurePolicy.Fail();
                    case "continue" ->
                            new FailurePolicy.GoOn(
                                    expressions.template(members, "value", place.with("error")));
                    case "other_agent" -> {
                        if (!(action instanceof Action.Agent)) {
                            findings.add(members.at("policy"), Fault.NO_AGENT_BEFORE);
                        }
                        members.needs("agent");
                        var agent = expressions.template(members, "agent", place);
                        yield agent == null
                                ? new FailurePolicy.Fail()
                                : new FailurePolicy.OtherAgent(agent);
                    }
                    default -> {
                        findings.add(members.at("policy"), Fault.POLICY);
                        yield new FailurePolicy.Fail();
                    }
                };
        members.done();
        return policy;
    }

    private Map<String, Assignment> assignments(Members step, Place place, StepDraft draft) {
        var assignments = new LinkedHashMap<String, Assignment>();
        expressions.enter(step.at("assign"), place);
        step.entries("assign", MOST_ASSIGNMENTS)
                .forEach(
                        (name, value) -> {
                            var pointer = Findings.at(step.at("assign"), name);
                            var assignment = assignment(value, pointer, place);
                            if (assignment != null) {
                                assignments.put(name, assignment);
                                draft.changes.add(
                                        new VariableChange(name, assignment.how(), pointer));
                            }
                        });
        return Collections.unmodifiableMap(assignments);
    }

    private @Nullable Assignment assignment(@Nullable Object value, String pointer, Place place) {
        var members = Members.of(value, pointer, findings);
        if (members == null) {
            return null;
        }
        Assignment assignment = null;
        for (var how : Assignment.How.values()) {
            var name = how.name().toLowerCase(Locale.ROOT);
            if (members.isWritten(name)) {
                if (assignment != null) {
                    findings.add(members.at(name), Fault.ONE_CHANGE);
                }
                assignment =
                        new Assignment(
                                how,
                                expressions.templateOf(
                                        members.value(name), members.at(name), place));
            }
        }
        if (assignment == null) {
            findings.add(pointer, Fault.NO_CHANGE);
        }
        members.done();
        return assignment;
    }

    private @Nullable Action compensation(Members step, Place place) {
        expressions.enter(step.at("compensation"), place);
        var members = step.object("compensation");
        if (members == null) {
            return null;
        }
        members.needs("kind");
        var kind = members.text("kind", LONGEST_TITLE);
        var action =
                switch (kind == null ? "" : kind) {
                    case "agent" -> actions.agent(members, place);
                    case "http" -> actions.http(members, place);
                    case "tool" -> actions.tool(members, place, tools);
                    case "workflow" -> actions.workflow(members, place);
                    default -> {
                        if (kind != null) {
                            findings.add(members.at("kind"), Fault.UNDO_KIND);
                        }
                        yield null;
                    }
                };
        if (action != null) {
            members.done();
        }
        return action;
    }

    /** Stands where an expression could not be read; there is a finding. */
    private static final Expression NOTHING =
            new Expression() {
                @Override
                public String text() {
                    return "";
                }

                @Override
                public @Nullable Object evaluate(Map<String, ? extends @Nullable Object> bindings) {
                    throw new ExpressionFailed("There is no expression");
                }
            };
}

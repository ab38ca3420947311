package dev.baton.workflow;

import dev.baton.platform.json.CanonicalJson;
import dev.baton.workflow.Expressions.Checked;
import dev.baton.workflow.Expressions.Place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The expressions of a draft: what each may name, and what it comes to with a sample. All of them
 * together may cost what a single one may cost in a run.
 */
public final class DraftTrial {

    private static final int MOST_OF_A_MEMBER = 8;
    private static final int MOST_NAMES = 200;
    private static final int LONGEST = 160;
    private static final int LONGEST_LOOKED_AT = 20_000;

    /**
     * What can be named.
     *
     * @param name with its object: {@code results.ask.text}
     * @param type as JSON Schema calls it
     * @param sample as JSON, cut where it is long
     */
    public record Named(String name, String type, String sample) {}

    /**
     * An expression with what it comes to.
     *
     * @param value as JSON, cut where it is long; why there is none when it fails
     */
    public record Tried(String expression, String value, boolean isFailed) {}

    private final List<GraphFinding> findings;
    private final @Nullable Expressions expressions;
    private final @Nullable GraphTypes types;
    private final @Nullable ScopeChecks checks;
    private final RecordedSamples.@Nullable Recorded recorded;
    private final CelBudget budget = new CelBudget();

    /** Results that no run has come to, by step. */
    private final Map<String, @Nullable Object> made = new HashMap<>();

    /** Of the expressions, in their order. */
    private final List<String> pointers;

    DraftTrial(
            List<GraphFinding> findings,
            @Nullable Expressions expressions,
            @Nullable GraphTypes types,
            @Nullable ScopeChecks checks,
            RecordedSamples.@Nullable Recorded recorded) {
        this.findings = findings;
        this.expressions = expressions;
        this.types = types;
        this.checks = checks;
        this.recorded = recorded;
        this.pointers =
                expressions == null
                        ? List.of()
                        : expressions.checked().stream()
                                .map(each -> each.pointer().toString())
                                .toList();
    }

    static DraftTrial none(List<GraphFinding> findings) {
        return new DraftTrial(findings, null, null, null, null);
    }

    /**
     * @param recorded what samples are taken from; null to make them after what is known of types
     */
    public static DraftTrial of(WorkflowDraft draft, RecordedSamples.@Nullable Recorded recorded) {
        return GraphReader.tried(draft.graph(), recorded);
    }

    /** Everything that is wrong with the draft. */
    public List<GraphFinding> findings() {
        return findings;
    }

    /** Whether samples are of a run. */
    public boolean isRecorded() {
        return recorded != null;
    }

    /**
     * What a member of a step may name, one level down.
     *
     * @param pointer to the member, whether or not something stands there
     */
    public List<Named> names(String pointer) {
        var place = expressions == null ? null : expressions.places().get(pointer);
        if (place == null || types == null) {
            return List.of();
        }
        var named = new ArrayList<Named>();
        for (var name :
                place.names().stream().sorted(Comparator.comparing(DraftTrial::order)).toList()) {
            if (name.equals(Names.RESULTS)) {
                results(place, named);
            } else {
                add(name, types.named(name, place), sample(name, place), named);
            }
        }
        return List.copyOf(named.subList(0, Math.min(MOST_NAMES, named.size())));
    }

    /** What a member may name beyond what another one may. */
    public List<Named> namesBeyond(String pointer, String other) {
        var places = expressions == null ? Map.<String, Place>of() : expressions.places();
        var place = places.get(pointer);
        var usual = places.get(other);
        return place == null || usual == null || usual.names().containsAll(place.names())
                ? List.of()
                : names(pointer).stream()
                        .filter(each -> !usual.names().contains(each.name().split("\\.", 2)[0]))
                        .toList();
    }

    /** What is of a place before what is of the graph, facts of the run last. */
    private static String order(String name) {
        return switch (name) {
            case Names.RUN -> "9";
            case Names.VARIABLES -> "3";
            case Names.RESULTS -> "2";
            case Names.INPUT -> "1";
            default -> "0" + name;
        };
    }

    private void results(Place place, List<Named> named) {
        if (place.spot() == null || checks == null || types == null) {
            return;
        }
        for (var step : checks.readyAt(place.spot())) {
            add(Names.RESULTS + "." + step.id, types.resultOf(step.id), result(step.id), named);
        }
    }

    private static void add(
            String name, ValueType type, @Nullable Object sample, List<Named> named) {
        var inner = type.members();
        if (inner.isEmpty()) {
            named.add(new Named(name, type.word(), told(sample)));
        }
        inner.forEach(
                (member, each) ->
                        named.add(
                                new Named(
                                        name + "." + member,
                                        each.word(),
                                        told(
                                                sample instanceof Map<?, ?> map
                                                        ? map.get(member)
                                                        : null))));
    }

    /** What the expressions within a member come to. */
    public List<Tried> tried(String pointer) {
        if (expressions == null) {
            return List.of();
        }
        var tried = new LinkedHashMap<String, Tried>();
        for (var index = 0; index < pointers.size() && tried.size() < MOST_OF_A_MEMBER; index++) {
            var at = pointers.get(index);
            var each = expressions.checked().get(index);
            if (at.equals(pointer) || at.startsWith(pointer + "/")) {
                tried.computeIfAbsent(each.expression().text(), _ -> tried(each));
            }
        }
        return List.copyOf(tried.values());
    }

    private Tried tried(Checked each) {
        var text = each.expression().text();
        try {
            var value = each.expression().evaluate(bindings(each.place()), budget);
            return new Tried(text, told(value), false);
        } catch (ExpressionFailed failed) {
            var why = Objects.requireNonNullElse(failed.getMessage(), "");
            return new Tried(text, cut(reason(why, text)), true);
        }
    }

    /** Without the expression, which is quoted before it and stands there anyway. */
    private static String reason(String why, String text) {
        var end = why.indexOf("': ", Math.min(text.length(), CelExpression.LONGEST_QUOTE));
        return end < 0 ? why : why.substring(end + "': ".length());
    }

    private Map<String, @Nullable Object> bindings(Place place) {
        var bindings = new HashMap<String, @Nullable Object>();
        for (var name : place.names()) {
            if (name.equals(Names.RESULTS)) {
                var results = new HashMap<String, @Nullable Object>();
                if (place.spot() != null && checks != null) {
                    checks.readyAt(place.spot())
                            .forEach(step -> results.put(step.id, result(step.id)));
                }
                bindings.put(name, results);
            } else {
                bindings.put(name, sample(name, place));
            }
        }
        return bindings;
    }

    private @Nullable Object sample(String name, Place place) {
        if (name.equals(Names.INPUT) && recorded != null) {
            return recorded.input();
        }
        var spot = place.spot();
        var step = spot == null ? null : spot.step();
        return name.equals("result") && step != null
                ? result(step.id)
                : Objects.requireNonNull(types).named(name, place).sample();
    }

    private @Nullable Object result(String step) {
        if (recorded != null && recorded.results().containsKey(step)) {
            return recorded.results().get(step);
        }
        if (!made.containsKey(step)) {
            made.put(step, Objects.requireNonNull(types).resultOf(step).sample());
        }
        return made.get(step);
    }

    private static String told(@Nullable Object value) {
        return CanonicalJson.write(value, LONGEST_LOOKED_AT).map(DraftTrial::cut).orElse("…");
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}

package dev.baton.workflow;

import dev.baton.platform.json.CanonicalJson;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a graph from its JSON, strictly: what it does not know is a finding, and all findings are
 * told at once. The form is that of {@code GET /api/v1/workflows/schema}; docs/workflows.md shows
 * each kind of step.
 */
public final class GraphReader {

    public static final int LARGEST = 1_048_576;
    public static final int MOST_STEPS = 1_000;
    public static final int DEEPEST = 5;

    static final Duration LONGEST_RUN = Duration.ofDays(366);
    private static final int MOST_VARIABLES = 200;
    private static final int MOST_TOOLS = 100;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int HIGHEST_STEPS = 1_000_000;
    private static final int HIGHEST_REPEATS = 10_000;

    private final Findings findings = new Findings();
    private final Expressions expressions = new Expressions(findings);
    private boolean isTyped;
    private @Nullable GraphTypes types;
    private @Nullable ScopeChecks checks;

    private GraphReader() {}

    public static GraphReading read(String json) {
        return new GraphReader().readText(json);
    }

    /** Of JSON that is parsed already. */
    public static GraphReading read(Map<String, ? extends @Nullable Object> graph) {
        return new GraphReader().readParsed(graph);
    }

    /**
     * Of a graph that somebody is drawing: also finds expressions that cannot be computed for what
     * their values are. What was published before that was looked for has to run all the same.
     */
    public static GraphReading check(Map<String, ? extends @Nullable Object> graph) {
        var reader = new GraphReader();
        reader.isTyped = true;
        return reader.readParsed(graph);
    }

    /** The same of its JSON. */
    public static GraphReading check(String json) {
        var reader = new GraphReader();
        reader.isTyped = true;
        return reader.readText(json);
    }

    /**
     * The same, with what its expressions name.
     *
     * @param recorded what a run has come to; null where none is to be seen
     */
    static DraftTrial tried(
            Map<String, Object> graph, RecordedSamples.@Nullable Recorded recorded) {
        var reader = new GraphReader();
        reader.isTyped = true;
        var findings = reader.readParsed(graph).findings();
        return reader.types == null || reader.checks == null
                ? DraftTrial.none(findings)
                : new DraftTrial(
                        findings, reader.expressions, reader.types, reader.checks, recorded);
    }

    private GraphReading readText(String json) {
        if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return GraphReading.refused(List.of(tooLarge()));
        }
        var value = GraphJson.parse(json, findings);
        return findings.isEmpty() ? read(value) : GraphReading.refused(findings.all());
    }

    private GraphReading readParsed(Map<String, ? extends @Nullable Object> graph) {
        var value = GraphJson.normalized(graph, findings);
        return findings.isEmpty() ? read(value) : GraphReading.refused(findings.all());
    }

    /**
     * SHA-256 of the canonical JSON of a graph, whether or not it could be run: what a version, a
     * plan and an approval are bound to.
     */
    public static String hash(Map<String, ? extends @Nullable Object> graph) {
        return CanonicalJson.hash(graph);
    }

    static GraphFinding tooLarge() {
        return GraphFinding.of("", Fault.TOO_LARGE, LARGEST);
    }

    private GraphReading read(@Nullable Object value) {
        var canonical = CanonicalJson.write(value);
        if (canonical.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return GraphReading.refused(List.of(tooLarge()));
        }
        var members = Members.of(value, "", findings);
        var graph = members == null ? null : graph(members);
        return findings.isEmpty() && graph != null
                ? GraphReading.of(graph, CanonicalJson.hash(value))
                : GraphReading.refused(findings.all());
    }

    private Graph graph(Members members) {
        var input = schema(members, "input");
        var variables = variables(members);
        var tools = tools(members);
        var root = new ScopeDraft("/steps", null, Names.EVERYWHERE, 1, false);
        var steps = new StepReader(findings, expressions, tools.keySet());
        members.needs("steps");
        var scope = steps.scope(members, root);
        var output = expressions.template(members, "output", steps.end(root));
        var limits = limits(members);
        members.done();
        checks = new ScopeChecks(findings, input, variables, steps.all());
        checks.check(root, expressions.references());
        types = new GraphTypes(input, variables, steps.all(), expressions);
        if (isTyped) {
            types.check(findings);
        }
        return new Graph(input, variables, tools, scope, output, limits);
    }

    private Map<String, Object> schema(Members members, String name) {
        var written = members.object(name);
        if (written == null) {
            return Map.of();
        }
        var schema = members.entries(name, MOST_VARIABLES);
        SchemaCheck.check(schema, written.pointer(), findings);
        if (schema.containsKey("type") && !"object".equals(schema.get("type"))) {
            findings.add(Findings.at(written.pointer(), "type"), Fault.TYPE_OBJECT);
        }
        return unmodifiable(schema);
    }

    private Map<String, Object> variables(Members members) {
        var variables = members.entries("variables", MOST_VARIABLES);
        for (var name : variables.keySet()) {
            if (!Names.isName(name) || Names.isWordOfCel(name)) {
                badName(findings, Findings.at(members.at("variables"), name), name);
            }
        }
        return unmodifiable(variables);
    }

    private Map<String, Tool> tools(Members members) {
        var tools = new LinkedHashMap<String, Tool>();
        members.entries("tools", MOST_TOOLS)
                .forEach(
                        (name, value) -> {
                            var pointer = Findings.at(members.at("tools"), name);
                            if (!Names.isName(name)) {
                                badName(findings, pointer, name);
                            }
                            var written = Members.of(value, pointer, findings);
                            if (written != null) {
                                tools.put(name, tool(written, value));
                            }
                        });
        return Collections.unmodifiableMap(tools);
    }

    private Tool tool(Members members, @Nullable Object source) {
        members.needs("description");
        var description = members.text("description", LONGEST_DESCRIPTION);
        var parameters = schema(members, "parameters");
        members.needs("request");
        var request = members.object("request");
        var place =
                new Expressions.Place(null, Set.of(Names.INPUT, Names.VARIABLES, Names.RUN))
                        .withArguments(ValueType.ofSchema(parameters));
        var http =
                request == null
                        ? ActionReader.NO_REQUEST
                        : new ActionReader(findings, expressions).http(request, place);
        if (request != null) {
            request.done();
        }
        members.done();
        return new Tool(
                description == null ? "" : description,
                parameters,
                http,
                CanonicalJson.hash(source));
    }

    private RunLimits limits(Members members) {
        var limits = members.object("limits");
        if (limits == null) {
            return new RunLimits(null, null, RunLimits.DEFAULT_STEPS, RunLimits.DEFAULT_REPEATS);
        }
        var read =
                new RunLimits(
                        cost(limits),
                        limits.duration("duration", Duration.ofSeconds(1), LONGEST_RUN),
                        limits.whole("steps", 1, HIGHEST_STEPS, RunLimits.DEFAULT_STEPS),
                        limits.whole("repeats", 1, HIGHEST_REPEATS, RunLimits.DEFAULT_REPEATS));
        limits.done();
        return read;
    }

    private @Nullable BigDecimal cost(Members limits) {
        var value = limits.value("cost");
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number)) {
            findings.add(limits.at("cost"), Fault.NO_NUMBER);
            return null;
        }
        var cost = new BigDecimal(CanonicalJson.number(number));
        if (cost.signum() < 0 || cost.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
            findings.add(limits.at("cost"), Fault.COST_RANGE);
        }
        return cost;
    }

    static void badName(Findings findings, String pointer, String name) {
        findings.add(
                pointer, Fault.BAD_NAME, name.length() > 60 ? name.substring(0, 60) + "…" : name);
    }

    // JSON's null may be a variable's value; to what is null-marked, it is a value as any other.
    @SuppressWarnings("NullAway")
    private static Map<String, Object> unmodifiable(Map<String, @Nullable Object> map) {
        return Collections.unmodifiableMap(map);
    }
}

package dev.baton.run.web;

import dev.baton.platform.Ids;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.trace.Trace;
import dev.baton.run.ForkPoint;
import dev.baton.run.InputRefused;
import dev.baton.run.NewFork;
import dev.baton.run.NewRun;
import dev.baton.run.Run;
import dev.baton.run.RunKey;
import dev.baton.run.StepsDone;
import dev.baton.workflow.GraphRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.validation.BindingResult;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * How somebody wants a run to go on as another one.
 *
 * @param step id of the one that is executed again; empty for none
 * @param version of the run to go on from; empty for the latest
 * @param variables JSON of those that are changed; empty for none
 * @param input JSON; empty for that of the run
 * @param graph JSON; empty for that of the run
 * @param once what tells this form from all others; sent twice as it is, it begins one run
 */
record ForkForm(
        @Nullable String step,
        @Nullable String version,
        @Nullable String variables,
        @Nullable String input,
        @Nullable String graph,
        @Nullable String title,
        @Nullable String reason,
        String once) {

    /** In bytes, as the page has it; a graph that is larger is changed by the API. */
    static final int LONGEST_GRAPH = 200_000;

    private static final int LONGEST_VARIABLES = 100_000;

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ForkForm {
        once = once == null || once.isBlank() ? Ids.next().toString() : once;
    }

    /**
     * As it is when nothing was changed yet.
     *
     * @param input the run's own
     * @param graph JSON of the run's own
     */
    static ForkForm of(
            @Nullable String step,
            @Nullable Integer version,
            Map<String, Object> input,
            String graph,
            @Nullable String title) {
        return new ForkForm(
                step,
                version == null ? null : version.toString(),
                null,
                pretty(JsonValues.mapper().writeValueAsString(input)),
                pretty(graph),
                title,
                null,
                "");
    }

    /** Null where it is too large for a page. */
    static @Nullable String pretty(String graph) {
        if (isTooLarge(graph)) {
            return null;
        }
        var pretty = PRETTY.writeValueAsString(PRETTY.readTree(graph));
        return isTooLarge(pretty) ? null : pretty;
    }

    private static boolean isTooLarge(String graph) {
        return graph.length() > LONGEST_GRAPH
                || graph.getBytes(StandardCharsets.UTF_8).length > LONGEST_GRAPH;
    }

    /** The same at a version of the run. */
    ForkForm at(int number) {
        return new ForkForm(
                step, Integer.toString(number), variables, input, graph, title, reason, once);
    }

    /**
     * What is wanted; what cannot be read stands in the errors.
     *
     * @param ownInput of the run
     * @param ownGraph JSON of the run's
     */
    NewFork read(
            Run run,
            Map<String, Object> ownInput,
            String ownGraph,
            Trace trace,
            BindingResult errors) {
        return new NewFork(
                words("title", title, NewRun.LONGEST_TITLE, errors),
                words("reason", reason, NewFork.LONGEST_REASON, errors),
                new ForkPoint(
                        blankToNull(step),
                        number(errors),
                        Objects.requireNonNullElse(
                                object("variables", variables, LONGEST_VARIABLES, errors),
                                Map.of()),
                        otherInput(input, ownInput, errors),
                        otherGraph(graph, ownGraph, errors)),
                key(run),
                trace);
    }

    private RunKey key(Run run) {
        var sent = run.id() + "\n" + this;
        return RunKey.of("form " + once + "\n" + sent, sent);
    }

    static @Nullable String words(
            String field, @Nullable String text, int longest, BindingResult errors) {
        var words = blankToNull(text);
        if (words != null && words.length() > longest) {
            errors.rejectValue(
                    field,
                    "run.fork.long",
                    new Object[] {longest},
                    "At most " + longest + " characters.");
            return null;
        }
        return words;
    }

    private @Nullable Integer number(BindingResult errors) {
        var text = blankToNull(version);
        if (text == null) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            errors.rejectValue("version", "problem.version_unknown", "There is no such version.");
            return null;
        }
        return Integer.valueOf(text);
    }

    /** Null where it says the same. */
    static @Nullable Map<String, Object> otherInput(
            @Nullable String input, Map<String, Object> own, BindingResult errors) {
        var read = object("input", input, LONGEST_GRAPH, errors);
        return own.equals(read) ? null : read;
    }

    /** Null for nothing, and for what is no JSON object. */
    static @Nullable Map<String, Object> object(
            String field, @Nullable String json, int longest, BindingResult errors) {
        var text = blankToNull(json);
        if (text == null) {
            return null;
        }
        if (text.replace("\r\n", "\n").length() > longest) {
            errors.rejectValue(
                    field,
                    "run.fork.long",
                    new Object[] {longest},
                    "At most " + longest + " characters.");
            return null;
        }
        try {
            var read = JsonValues.mapper().readTree(text);
            if (read.isObject()) {
                return JsonValues.object(read);
            }
        } catch (JacksonException malformed) {
            // Told below.
        }
        errors.rejectValue(field, "run.fork.variables.wrong", "This is no JSON object.");
        return null;
    }

    /** Null where it says the same. */
    static @Nullable String otherGraph(
            @Nullable String graph, String own, BindingResult errors) {
        var sent = blankToNull(graph);
        if (sent == null) {
            return null;
        }
        // As it was before a browser sent it.
        var text = sent.replace("\r\n", "\n");
        if (isTooLarge(text)) {
            errors.rejectValue(
                    "graph",
                    "run.fork.graph.long",
                    new Object[] {LONGEST_GRAPH},
                    "At most " + LONGEST_GRAPH + " bytes.");
            return null;
        }
        try {
            var json = JsonValues.mapper();
            return json.readTree(text).equals(json.readTree(own)) ? null : text;
        } catch (JacksonException malformed) {
            // Whoever reads graphs says what is wrong with it.
            return text;
        }
    }

    /** What is wrong with the graph, each with its place. */
    static void show(GraphRefused refused, BindingResult errors) {
        for (var finding : refused.findings()) {
            var told =
                    new DefaultMessageSourceResolvable(
                            new String[] {finding.textKey()},
                            finding.arguments().toArray(),
                            finding.message());
            var place = finding.pointer().isEmpty() ? "/" : finding.pointer();
            errors.rejectValue(
                    "graph",
                    "run.fork.finding",
                    new Object[] {place, told},
                    place + ": " + finding.message());
        }
    }

    /** What does not fit the schema of the graph, each with its place. */
    static void show(InputRefused refused, BindingResult errors) {
        for (var problem : refused.fields()) {
            var place = problem.field().isEmpty() ? "/" : problem.field();
            errors.rejectValue(
                    "input",
                    "run.fork.finding",
                    new Object[] {place, problem.message()},
                    place + ": " + problem.message());
        }
    }

    static void show(StepsDone refused, BindingResult errors) {
        errors.rejectValue(
                "graph",
                "problem.steps_done",
                refused.arguments().toArray(),
                String.valueOf(refused.getMessage()));
    }

    /**
     * A step or a version that the run does not have.
     *
     * @throws BadInput when it is about something else
     */
    static void show(BadInput refused, BindingResult errors) {
        var field =
                switch (refused.code()) {
                    case "step_unknown" -> "step";
                    case "version_unknown" -> "version";
                    default -> throw refused;
                };
        errors.rejectValue(
                field, "problem." + refused.code(), String.valueOf(refused.getMessage()));
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

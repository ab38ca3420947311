package dev.baton.run.web;

import dev.baton.platform.json.JsonValues;
import dev.baton.run.Sample;
import dev.baton.run.Samples;
import dev.baton.run.Simulations;
import dev.baton.run.StepError;
import dev.baton.workflow.Action;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What somebody gives a simulation: the input, and what becomes of each step that acts. */
final class SimulationForm {

    /** Steps that have fields; the others give what is suggested. */
    static final int MOST_FIELDS = 100;

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What becomes of a step.
     *
     * @param result as JSON
     * @param code that its attempts fail with
     * @param origin of what is suggested
     * @param problem key of what is wrong with it; null for nothing
     */
    record Field(
            String id,
            String title,
            String kind,
            boolean fails,
            String result,
            String code,
            String origin,
            @Nullable String problem) {

        /** As browsers and style sheets name it. */
        public String key() {
            return "output-" + id;
        }
    }

    private final String input;
    private final @Nullable String inputProblem;
    private final List<String> inputFindings;
    private final List<Field> fields;
    private final int others;
    private final Map<String, Sample> given;
    private final Map<String, Object> read;

    private SimulationForm(
            String input,
            @Nullable String inputProblem,
            List<String> inputFindings,
            List<Field> fields,
            int others,
            Map<String, Sample> given,
            Map<String, Object> read) {
        this.input = input;
        this.inputProblem = inputProblem;
        this.inputFindings = inputFindings;
        this.fields = fields;
        this.others = others;
        this.given = given;
        this.read = read;
    }

    /** With what is suggested. */
    static SimulationForm of(Simulations.Setup setup) {
        return of(setup, Map.of());
    }

    /**
     * @param sent what came of it, by the names of its fields
     */
    static SimulationForm of(Simulations.Setup setup, Map<String, String> sent) {
        var acting = setup.acting();
        var given = new LinkedHashMap<String, Sample>();
        var fields = new ArrayList<Field>();
        for (var step : acting.subList(0, Math.min(MOST_FIELDS, acting.size()))) {
            fields.add(field(step, setup.samples(), sent, given));
        }
        var input = lines(sent.getOrDefault("input", pretty(setup.input())));
        String problem = null;
        Map<String, Object> read = Map.of();
        if (Simulations.isTooLarge(input)) {
            problem = "run.simulation.long";
        } else {
            try {
                read = JsonValues.object(input);
            } catch (JacksonException malformed) {
                problem = "run.simulation.input.wrong";
            }
        }
        return new SimulationForm(
                input,
                problem,
                List.of(),
                fields,
                acting.size() - fields.size(),
                given,
                read == null ? Map.of() : read);
    }

    private static Field field(
            Step step, Samples samples, Map<String, String> sent, Map<String, Sample> given) {
        var id = step.id();
        var suggested = samples.of(step);
        var error = suggested.error();
        var usual = pretty(suggested.result());
        var how = sent.get("how." + id);
        var fails = how == null ? error != null : how.equals("fails");
        var result = lines(sent.getOrDefault("result." + id, error == null ? usual : ""));
        var code =
                sent.getOrDefault("code." + id, error == null ? usualCode(step) : error.code())
                        .strip();
        String problem = null;
        if (fails && !CODE.matcher(code).matches()) {
            problem = "run.simulation.code.wrong";
        } else if (fails && (error == null || !error.code().equals(code))) {
            given.put(id, Sample.failing(new StepError(code, "A sample of a failure.")));
        } else if (!fails && (error != null || !result.equals(usual))) {
            problem = read(id, result, given);
        }
        return new Field(
                id,
                step.title(),
                step.action().kind(),
                fails,
                result,
                code,
                suggested.origin().wire(),
                problem);
    }

    private static String usualCode(Step step) {
        return switch (step.action()) {
            case Action.Approve _ -> "approval_rejected";
            case Action.Wait _ -> "timed_out";
            case Action.Http _, Action.UseTool _ -> "http_503";
            default -> "provider_error";
        };
    }

    private static @Nullable String read(String id, String result, Map<String, Sample> given) {
        if (Simulations.isTooLarge(result)) {
            return "run.simulation.long";
        }
        try {
            given.put(id, Sample.given(result.isBlank() ? null : JsonValues.value(result)));
            return null;
        } catch (JacksonException malformed) {
            return "run.simulation.result.wrong";
        }
    }

    /** As browsers send them back. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static String pretty(@Nullable Object value) {
        return lines(PRETTY.writeValueAsString(value));
    }

    /** With what is wrong with the input, in the words of its schema. */
    SimulationForm refused(List<String> findings) {
        return new SimulationForm(input, null, findings, fields, others, given, read);
    }

    public String input() {
        return input;
    }

    public @Nullable String inputProblem() {
        return inputProblem;
    }

    public List<String> inputFindings() {
        return inputFindings;
    }

    public List<Field> fields() {
        return fields;
    }

    /** Steps that have no fields here. */
    public int others() {
        return others;
    }

    public boolean isWrong() {
        return inputProblem != null
                || !inputFindings.isEmpty()
                || fields.stream().anyMatch(field -> field.problem() != null);
    }

    public boolean hasWrongField() {
        return fields.stream().anyMatch(field -> field.problem() != null);
    }

    Map<String, Sample> given() {
        return given;
    }

    Map<String, Object> read() {
        return read;
    }
}

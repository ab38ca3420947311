package dev.baton.platform.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A request body that is no JSON, or not the JSON that is expected here. Never quotes its values.
 */
@Component
class JsonFailures implements FailureReading {

    private final FieldTexts texts;

    JsonFailures(FieldTexts texts) {
        this.texts = texts;
    }

    @Override
    public Optional<ProblemFacts> read(Throwable failure, Locale language) {
        if (!(failure instanceof HttpMessageNotReadableException)) {
            return Optional.empty();
        }
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return Optional.of(ProblemFacts.of(problem));
            }
        }
        return Optional.of(
                failure.getCause() instanceof JacksonException json
                        ? read(json, language)
                        : ProblemFacts.of(400, "body_missing", "The request needs a JSON body."));
    }

    private ProblemFacts read(JacksonException json, Locale language) {
        var original = String.valueOf(json.getOriginalMessage());
        return switch (json) {
            case StreamConstraintsException _ ->
                    ProblemFacts.of(
                            400,
                            "json_limit",
                            "The JSON is nested too deeply, has too many values, or a text, name or"
                                    + " number in it is too long.");
            case StreamReadException _ when original.startsWith("Duplicate") ->
                    ProblemFacts.of(
                            400,
                            "duplicate_field",
                            "A field is there twice, line " + line(json) + ".");
            case StreamReadException _ -> malformed(json);
            case UnrecognizedPropertyException _ -> unknownField(JsonPath.of(json), language);
            case MismatchedInputException _ when original.startsWith("No content") ->
                    ProblemFacts.of(400, "body_missing", "The request needs a JSON body.");
            case MismatchedInputException _ when original.startsWith("Trailing token") ->
                    malformed(json);
            case MismatchedInputException _ when original.startsWith("Cannot map `null`") ->
                    missingField(JsonPath.of(json), language);
            case MismatchedInputException mismatch ->
                    wrongType(JsonPath.of(json), mismatch.getTargetType(), language);
            default ->
                    ProblemFacts.of(400, "invalid_value", "A value cannot be used.")
                            .withFields(
                                    List.of(texts.problem(JsonPath.of(json), "invalid", language)));
        };
    }

    private ProblemFacts malformed(JacksonException json) {
        return ProblemFacts.of(
                400,
                "malformed_json",
                "The body is not JSON: line %s, column %s."
                        .formatted(line(json), json.getLocation().getColumnNr()));
    }

    private ProblemFacts unknownField(String path, Locale language) {
        return ProblemFacts.of(400, "unknown_field", "There is no field " + path + ".")
                .withArguments(path)
                .withFields(List.of(texts.problem(path, "unknown", language)));
    }

    private ProblemFacts missingField(String path, Locale language) {
        return ProblemFacts.of(422, "validation_failed", "The field " + path + " is required.")
                .withFields(List.of(texts.problem(path, "required", language)));
    }

    private ProblemFacts wrongType(String path, @Nullable Class<?> target, Locale language) {
        var expected = expected(target, language);
        var where = path.isEmpty() ? "The body" : "The field " + path;
        return ProblemFacts.of(
                        400,
                        "wrong_type",
                        where + " must be " + expected(target, Locale.ENGLISH) + ".")
                .withFields(List.of(texts.problem(path, "wrong_type", language, expected)));
    }

    private String expected(@Nullable Class<?> target, Locale language) {
        if (target != null && target.isEnum()) {
            return texts.oneOf(
                    Arrays.stream(target.getEnumConstants())
                            .map(it -> it.toString().toLowerCase(Locale.ROOT))
                            .toList(),
                    language);
        }
        return texts.type(wireType(target), language);
    }

    private static String wireType(@Nullable Type target) {
        if (!(target instanceof Class<?> type)) {
            return "object";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return "integer";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "number";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "list";
        }
        if (type == UUID.class) {
            return "uuid";
        }
        if (TemporalAccessor.class.isAssignableFrom(type)) {
            return "time";
        }
        return Map.of(java.time.Duration.class, "duration").getOrDefault(type, "object");
    }

    private static int line(JacksonException json) {
        return json.getLocation().getLineNr();
    }
}

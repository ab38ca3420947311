package dev.baton.platform.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fields that Bean Validation refuses, each with a code and a sentence. */
@Component
class ValidationFailures implements FailureReading {

    /** Constraints that need no more than their name; others are {@code invalid}. */
    private static final Map<String, String> CODES =
            Map.ofEntries(
                    Map.entry("NotNull", "required"),
                    Map.entry("NotBlank", "required"),
                    Map.entry("NotEmpty", "required"),
                    Map.entry("Size", "size"),
                    Map.entry("Length", "size"),
                    Map.entry("Min", "too_small"),
                    Map.entry("DecimalMin", "too_small"),
                    Map.entry("Max", "too_large"),
                    Map.entry("DecimalMax", "too_large"),
                    Map.entry("Positive", "not_positive"),
                    Map.entry("PositiveOrZero", "negative"),
                    Map.entry("Email", "invalid_email"),
                    Map.entry("Future", "not_in_future"));

    private final FieldTexts texts;

    ValidationFailures(FieldTexts texts) {
        this.texts = texts;
    }

    @Override
    public Optional<ProblemFacts> read(Throwable failure, Locale language) {
        return switch (failure) {
            case MethodArgumentNotValidException e ->
                    Optional.of(refused(bound(e.getBindingResult(), language)));
            case BindException e -> Optional.of(refused(bound(e.getBindingResult(), language)));
            case ConstraintViolationException e ->
                    Optional.of(
                            refused(
                                    e.getConstraintViolations().stream()
                                            .map(
                                                    it ->
                                                            problem(
                                                                    it.getPropertyPath().toString(),
                                                                    it,
                                                                    language))
                                            .toList()));
            case MethodValidationResult e when !e.isForReturnValue() ->
                    Optional.of(
                            refused(
                                    e.getParameterValidationResults().stream()
                                            .flatMap(it -> parameter(it, language).stream())
                                            .toList()));
            default -> Optional.empty();
        };
    }

    private static ProblemFacts refused(List<FieldProblem> fields) {
        return ProblemFacts.of(422, "validation_failed", "Some fields cannot be accepted.")
                .withFields(fields);
    }

    private List<FieldProblem> bound(BindingResult result, Locale language) {
        return result.getAllErrors().stream().map(it -> bound(it, language)).toList();
    }

    private FieldProblem bound(ObjectError error, Locale language) {
        var field = error instanceof FieldError it ? it.getField() : "";
        return error.contains(ConstraintViolation.class)
                ? problem(field, error.unwrap(ConstraintViolation.class), language)
                : texts.problem(JsonPath.ofJava(field), "invalid", language);
    }

    private List<FieldProblem> parameter(ParameterValidationResult result, Locale language) {
        if (result instanceof ParameterErrors errors) {
            return errors.getAllErrors().stream().map(it -> bound(it, language)).toList();
        }
        var name = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map((MessageSourceResolvable it) -> result.unwrap(it, ConstraintViolation.class))
                .map(it -> problem(name, it, language))
                .toList();
    }

    private FieldProblem problem(String path, ConstraintViolation<?> violation, Locale language) {
        var field = JsonPath.ofJava(path);
        var descriptor = violation.getConstraintDescriptor();
        var constraint = descriptor.getAnnotation().annotationType().getSimpleName();
        var code = CODES.getOrDefault(constraint, "invalid");
        if (!isStandard(violation.getMessageTemplate())) {
            return new FieldProblem(field, code, violation.getMessage());
        }
        var attributes = descriptor.getAttributes();
        return code.equals("size")
                ? size(
                        field,
                        (int) attributes.getOrDefault("min", 0),
                        (int) attributes.getOrDefault("max", 0),
                        language)
                : texts.problem(field, code, language, attributes.getOrDefault("value", ""));
    }

    private FieldProblem size(String field, int min, int max, Locale language) {
        if (min == 0) {
            return texts.problem(field, "too_long", language, max);
        }
        return max == Integer.MAX_VALUE
                ? texts.problem(field, "too_short", language, min)
                : texts.problem(field, "size", language, min, max);
    }

    private static boolean isStandard(String template) {
        return template.startsWith("{jakarta.validation.")
                || template.startsWith("{org.hibernate.validator.");
    }
}

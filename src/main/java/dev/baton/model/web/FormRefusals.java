package dev.baton.model.web;

import dev.baton.model.InvalidModel;
import dev.baton.platform.http.RefusalReason;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import org.springframework.validation.BindingResult;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows what a service refuses at the field it is about. */
final class FormRefusals {

    private FormRefusals() {}

    /** The result, or empty with the refusal among the errors. */
    static <T> Optional<T> attempt(BindingResult errors, Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (RuleRefused refusal) {
            if (refusal.fields().isEmpty()) {
                throw refusal;
            }
            refusal.fields().forEach(wrong -> show(refusal, wrong, errors));
            return Optional.empty();
        }
    }

    static boolean attempt(BindingResult errors, Runnable action) {
        return attempt(
                        errors,
                        () -> {
                            action.run();
                            return true;
                        })
                .isPresent();
    }

    private static void show(RuleRefused refusal, FieldProblem wrong, BindingResult errors) {
        errors.rejectValue(property(wrong.field()), key(refusal, wrong), wrong.message());
    }

    private static String key(RuleRefused refusal, FieldProblem wrong) {
        if (wrong.field().equals("base_url") && isRefusal(wrong.code())) {
            // Worded once, for everything that goes out.
            return "outgoing.refusal." + wrong.code();
        }
        var isModelsName = refusal instanceof InvalidModel && wrong.field().equals("name");
        return "connection.wrong."
                + (isModelsName ? "model" : wrong.field())
                + "."
                + wrong.code();
    }

    private static boolean isRefusal(String code) {
        return Arrays.stream(RefusalReason.values()).anyMatch(it -> it.code().equals(code));
    }

    /** {@code connect_timeout_seconds} is {@code connectTimeoutSeconds} in a form. */
    private static String property(String field) {
        var name = new StringBuilder();
        for (var part : field.split("_")) {
            name.append(
                    name.isEmpty()
                            ? part
                            : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }
}

package dev.baton.identity.web;

import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.RuleRefused;

import org.springframework.validation.BindingResult;

import java.util.Optional;
import java.util.function.Supplier;

/** Shows what a service refuses at the fields of the form that asked for it. */
final class FormRefusals {

    private FormRefusals() {}

    /** The result, or empty with the refusal among the errors. */
    static <T> Optional<T> attempt(BindingResult errors, String field, Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (RuleRefused | Conflict refusal) {
            reject(errors, field, refusal);
            return Optional.empty();
        }
    }

    static boolean attempt(BindingResult errors, String field, Runnable action) {
        return attempt(
                        errors,
                        field,
                        () -> {
                            action.run();
                            return true;
                        })
                .isPresent();
    }

    static void reject(BindingResult errors, String field, Problem refusal) {
        var key = "problem." + refusal.code();
        if (refusal.fields().isEmpty()) {
            errors.rejectValue(field, key, refusal.arguments().toArray(), refusal.getMessage());
        }
        for (var wrong : refusal.fields()) {
            errors.rejectValue(field, key + "." + wrong.code(), wrong.message());
        }
    }
}

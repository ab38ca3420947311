package dev.baton.webhook.web;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/** Shows what the rules of endpoints refuse at the field it is about. */
final class FieldErrors {

    private FieldErrors() {}

    static void show(RuleRefused refusal, BindingResult errors) {
        if (refusal.fields().isEmpty()) {
            errors.reject(
                    "problem." + refusal.code(),
                    refusal.arguments().toArray(),
                    refusal.getMessage());
        }
        refusal.fields().forEach(wrong -> errors.addError(error(wrong, errors)));
    }

    /** Why an address is refused is worded where addresses are checked. */
    private static FieldError error(FieldProblem wrong, BindingResult errors) {
        return new FieldError(
                errors.getObjectName(),
                wrong.field(),
                errors.getFieldValue(wrong.field()),
                false,
                new String[] {
                    "outgoing.refusal." + wrong.code(),
                    "webhook.wrong." + wrong.field() + "." + wrong.code()
                },
                null,
                wrong.message());
    }
}

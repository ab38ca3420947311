package dev.baton.webhook.web;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import org.springframework.validation.BindingResult;

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
        for (FieldProblem wrong : refusal.fields()) {
            errors.rejectValue(
                    wrong.field(),
                    "webhook.wrong." + wrong.field() + "." + wrong.code(),
                    wrong.message());
        }
    }
}

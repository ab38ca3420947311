package dev.baton.webhook.web;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;
import java.util.List;
import java.util.Map;
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

    /** Fields of the form that are called otherwise than those of the API. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "per_second", "perSecond",
                    "timeout_seconds", "timeoutSeconds",
                    "ordering_key", "orderingField",
                    "retry_plan", "retryWaits");

    /** The messages of what is refused, the first of each that there is. */
    static List<String[]> keys(RuleRefused refusal) {
        return refusal.fields().stream().map(FieldErrors::keys).toList();
    }

    private static String[] keys(FieldProblem wrong) {
        return new String[] {
            "outgoing.refusal." + wrong.code(),
            "webhook.wrong." + wrong.field() + "." + wrong.code()
        };
    }

    /**
     * Why an address is refused is worded where addresses are checked. With what is typed as it is:
     * the page cannot show boxes whose value has become a text.
     */
    private static FieldError error(FieldProblem wrong, BindingResult errors) {
        var field = NAMES.getOrDefault(wrong.field(), wrong.field());
        return new FieldError(
                errors.getObjectName(),
                field,
                errors.getRawFieldValue(field),
                false,
                keys(wrong),
                null,
                wrong.message());
    }
}

package dev.baton.trigger.web;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.Problem;
import dev.baton.trigger.Cron;
import dev.baton.trigger.TriggerRefused;

import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

import java.util.List;
import java.util.Map;

/** Shows what the rules of triggers refuse at the field of the form that it is about. */
final class FormErrors {

    /** Fields of the form that are called otherwise than those of the API. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("schedule.cron", "cron"),
                    Map.entry("schedule.zone", "zone"),
                    Map.entry("schedule.overlap", "overlap"),
                    Map.entry("schedule.until", "until"),
                    Map.entry("event", "eventType"),
                    Map.entry("event.type", "eventType"),
                    Map.entry("event.filter", "filter"),
                    Map.entry("run_end", "endWorkflow"),
                    Map.entry("run_end.workflow", "endWorkflow"),
                    Map.entry("run_end.on", "ends"),
                    Map.entry("webhook.signature", "signature"),
                    Map.entry("webhook.secret", "secret"),
                    Map.entry("webhook.per_minute", "perMinute"));

    private static final List<String> PARTS = List.of("minute", "hour", "day", "month", "weekday");

    private FormErrors() {}

    static void show(Problem refusal, BindingResult errors) {
        if (refusal.fields().isEmpty()) {
            errors.reject(
                    "problem." + refusal.code(),
                    refusal.arguments().toArray(),
                    refusal.getMessage());
        }
        refusal.fields().forEach(wrong -> errors.addError(error(wrong, errors)));
    }

    private static FieldError error(FieldProblem wrong, BindingResult errors) {
        var field =
                wrong.field().equals("kind")
                        ? "name"
                        : NAMES.getOrDefault(wrong.field(), wrong.field());
        return new FieldError(
                errors.getObjectName(),
                field,
                errors.getRawFieldValue(field),
                false,
                keys(field, wrong, errors),
                new Object[] {wrong.message()},
                wrong.message());
    }

    private static String[] keys(String field, FieldProblem wrong, BindingResult errors) {
        var own = "trigger.wrong." + field + "." + wrong.code();
        var general = "trigger.wrong." + wrong.code();
        return field.equals("cron") && wrong.code().equals("invalid")
                ? new String[] {"trigger.wrong.cron." + part(errors), own, general}
                : new String[] {own, general};
    }

    /** Which of the five fields of a schedule cannot be read. */
    private static String part(BindingResult errors) {
        var fields = String.valueOf(errors.getRawFieldValue("cron")).strip().split("\\s+");
        for (var place = 0; place < Math.min(fields.length, PARTS.size()); place++) {
            var alone = new String[] {"*", "*", "*", "*", "*"};
            alone[place] = fields[place];
            try {
                Cron.parse(String.join(" ", alone), "UTC");
            } catch (TriggerRefused thisOne) {
                return PARTS.get(place);
            }
        }
        return "part";
    }
}

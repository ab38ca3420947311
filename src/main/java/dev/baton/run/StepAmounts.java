package dev.baton.run;

import dev.baton.approval.Amount;
import dev.baton.approval.AmountInvalid;
import dev.baton.platform.json.JsonValues;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.Collections;

/** How much people agree to, read anew out of the exact arguments wherever that is asked. */
final class StepAmounts {

    private StepAmounts() {}

    /**
     * @param arguments as they are written
     * @return null where the step's rule counts nothing
     * @throws ExpressionFailed when these arguments have none
     * @throws AmountInvalid when what they have is none
     */
    static @Nullable Amount of(Step step, JsonNode arguments) {
        var rule = step.agreement();
        if (rule == null || rule.amount() == null) {
            return null;
        }
        var exact = JsonValues.value(arguments.toString());
        var value = rule.amount().value().evaluate(Collections.singletonMap("arguments", exact));
        return Amount.of(value, rule.amount().unit());
    }

    /** Why nobody can be asked; null where somebody can. */
    static @Nullable StepError refusal(Step step, @Nullable Object arguments) {
        try {
            of(step, ActionDefinitions.written(arguments));
            return null;
        } catch (ExpressionFailed | AmountInvalid none) {
            return new StepError("amount_invalid", String.valueOf(none.getMessage()));
        }
    }
}

package dev.baton.workflow;

import java.math.BigDecimal;
import java.util.Map;

/**
 * How much an approval is about, and who may decide about how much of it.
 *
 * @param value reads it out of the exact arguments, which it names {@code arguments}, and of
 *     nothing else: whoever changes these changes it as well
 * @param unit a currency, or whatever it is counted in; empty where nothing is said
 * @param upTo by role or e-mail address, for those who have a limit
 */
public record AmountRule(Expression value, String unit, Map<String, BigDecimal> upTo) {

    public AmountRule {
        upTo = Map.copyOf(upTo);
    }
}

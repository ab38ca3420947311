package dev.baton.ledger;

import java.util.OptionalLong;

/**
 * What a tenant may spend in a month. A tenant cannot lift what the platform's operator allows it.
 *
 * @param ownNanos set by the tenant itself; empty for none
 * @param operatorNanos set by an operator of the platform; empty for none
 */
public record BudgetLimits(OptionalLong ownNanos, OptionalLong operatorNanos) {

    static final BudgetLimits NONE = new BudgetLimits(OptionalLong.empty(), OptionalLong.empty());

    /** The lower of the two, which counts; empty when neither is set. */
    public OptionalLong lowerNanos() {
        if (ownNanos.isEmpty() || operatorNanos.isEmpty()) {
            return ownNanos.isPresent() ? ownNanos : operatorNanos;
        }
        return OptionalLong.of(Math.min(ownNanos.getAsLong(), operatorNanos.getAsLong()));
    }
}

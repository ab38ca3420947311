package dev.baton.ledger.web;

import dev.baton.ledger.Money;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The form that sets a tenant's monthly budget.
 *
 * @param monthlyLimit in units of the currency; empty for none
 */
record BudgetForm(@Nullable @PositiveOrZero @Digits(integer = 9, fraction = 4) BigDecimal monthlyLimit) {

    static BudgetForm of(OptionalLong nanos) {
        return new BudgetForm(
                nanos.isEmpty()
                        ? null
                        : new BigDecimal(new Money(nanos.getAsLong(), "").text()));
    }

    OptionalLong nanos() {
        return monthlyLimit == null
                ? OptionalLong.empty()
                : OptionalLong.of(monthlyLimit.movePointRight(9).longValueExact());
    }
}

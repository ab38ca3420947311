package dev.baton.run;

import dev.baton.ledger.Budgets;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a plan would be paid from. */
@Component
public class BudgetLeft {

    private final Budgets budgets;

    BudgetLeft(Budgets budgets) {
        this.budgets = budgets;
    }

    /**
     * Nano-units of the tenant's currency that are left of the month; null without a limit, and for
     * who may not know.
     */
    @Transactional(readOnly = true)
    public @Nullable Long nanos(Actor by) {
        if (!by.may(Permission.USAGE_READ)) {
            return null;
        }
        var month = budgets.current(by.tenant());
        return month.limitNanos().isEmpty() ? null : Math.max(0, month.leftNanos());
    }
}

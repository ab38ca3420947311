package dev.baton.ledger;

import dev.baton.platform.problem.PaymentRequired;

/** What is left of the month's budget does not cover the worst case of the call. */
public class BudgetExhausted extends PaymentRequired {

    BudgetExhausted(Money needed, Money left, Money limit, String period) {
        super(
                "budget_exhausted",
                "The call may cost up to %s %s; %s of %s %s are left in %s."
                        .formatted(
                                needed.text(),
                                needed.currency(),
                                left.text(),
                                limit.text(),
                                limit.currency(),
                                period),
                needed.text(),
                needed.currency(),
                left.text(),
                limit.text(),
                period);
    }
}

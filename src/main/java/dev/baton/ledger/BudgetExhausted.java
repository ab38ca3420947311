package dev.baton.ledger;

import dev.baton.platform.problem.PaymentRequired;
import java.util.Map;

/** What is left of the month's budget does not cover the worst case of the call. */
public class BudgetExhausted extends PaymentRequired {

    private final Map<String, Object> facts;

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
        facts =
                Map.of(
                        "needed", needed.text(),
                        "left", left.text(),
                        "monthly_limit", limit.text(),
                        "currency", limit.currency(),
                        "period", period);
    }

    @Override
    public Map<String, Object> extensions() {
        return facts;
    }
}

package dev.baton.approval;

import dev.baton.platform.problem.Denied;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Somebody is asked, but may not decide about so much. */
public class AboveLimit extends Denied {

    private final Amount amount;
    private final BigDecimal limit;

    /**
     * @param may roles and e-mail addresses of those who may
     */
    AboveLimit(Amount amount, BigDecimal limit, List<String> may) {
        super(
                "approval_above_limit",
                "The amount, %s, is above your limit of %s. Who may decide: %s."
                        .formatted(
                                amount.told(amount.value()),
                                amount.told(limit),
                                String.join(", ", may)),
                amount.told(amount.value()),
                amount.told(limit),
                String.join(", ", may));
        this.amount = amount;
        this.limit = limit;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("amount", amount.value(), "limit", limit, "unit", amount.unit());
    }
}

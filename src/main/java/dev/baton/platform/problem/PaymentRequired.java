package dev.baton.platform.problem;

import java.util.List;

/** There is not enough money for it; trying again does not help until somebody changes that. */
public abstract non-sealed class PaymentRequired extends Problem {

    protected PaymentRequired(String code, String detail, Object... arguments) {
        super(402, code, detail, List.of(arguments), List.of());
    }
}

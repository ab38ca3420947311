package dev.baton.model;

import dev.baton.platform.problem.RuleRefused;

/** Nobody said what the model costs, and a call is never free by accident. */
public class ModelWithoutPrice extends RuleRefused {

    ModelWithoutPrice(String model, String currency) {
        super(
                "model_without_price",
                "There is no price in " + currency + " for the model " + model + ".",
                model,
                currency);
    }
}

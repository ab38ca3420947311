package dev.baton.agent;

import dev.baton.platform.problem.RuleRefused;

/** A shared agent has its price in another currency, and there is no rate: a call is never free. */
public class PriceNotConvertible extends RuleRefused {

    PriceNotConvertible(Agent agent, String from, String to) {
        super(
                "price_not_convertible",
                "The price of %s is in %s and there is no rate to %s."
                        .formatted(agent.name(), from, to),
                agent.name(),
                from,
                to);
    }
}

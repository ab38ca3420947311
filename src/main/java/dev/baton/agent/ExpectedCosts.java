package dev.baton.agent;

import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** What a call is expected to cost a tenant, so that the agents it may use can be compared. */
@Component
public class ExpectedCosts {

    private static final long UNKNOWN = 0;

    private final AgentKinds kinds;
    private final AgentVitals vitals;
    private final RequestPrices prices;
    private final TenantDirectory tenants;

    ExpectedCosts(
            AgentKinds kinds, AgentVitals vitals, RequestPrices prices, TenantDirectory tenants) {
        this.kinds = kinds;
        this.vitals = vitals;
        this.prices = prices;
        this.tenants = tenants;
    }

    /**
     * Nano-units of the caller's currency: the agent's price, or where a model is metered the
     * average of recent calls in that currency. Before the first of them it is what the owner
     * expects, 0 where that has no rate: who is not known yet is looked at first.
     *
     * @return empty when a call costs the agent's price, and nobody said what that is in the
     *     caller's currency: it would be refused
     */
    public Optional<Long> of(Agent agent, TenantId caller) {
        if (kinds.of(agent).pricedByRequest()) {
            return prices.find(agent, caller);
        }
        var average = vitals.averageCost(agent.id(), tenants.get(caller).currency());
        return average == null
                ? prices.find(agent, caller).or(() -> Optional.of(UNKNOWN))
                : Optional.of(average);
    }
}

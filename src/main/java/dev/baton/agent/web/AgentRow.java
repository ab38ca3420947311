package dev.baton.agent.web;

import dev.baton.ledger.UsageSums;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.UUID;

/**
 * An agent as the list shows it.
 *
 * @param most calls at a time
 * @param sums of the tenant's calls in the last day
 * @param cost nano-units a call costs: the average of those calls, else its price
 * @param currency that the cost is in
 * @param own whether the tenant may change it
 */
record AgentRow(
        UUID id,
        String name,
        String description,
        String kind,
        Collection<String> capabilities,
        AgentState state,
        boolean enabled,
        int running,
        int most,
        UsageSums sums,
        long cost,
        String currency,
        boolean own) {

    /** On average; null without calls. */
    public @Nullable Long latencyMillis() {
        var mean = sums.meanLatencyMillis();
        return mean.isPresent() ? Math.round(mean.getAsDouble()) : null;
    }
}

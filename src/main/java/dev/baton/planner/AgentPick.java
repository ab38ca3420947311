package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who is to carry out a step.
 *
 * @param agent name; null to choose when it runs
 * @param capability that the agent must have; null for any
 * @param others names of those that would do as well, the best first
 */
record AgentPick(@Nullable String agent, @Nullable String capability, List<String> others) {

    Why why(String step, Strategy strategy) {
        if (agent == null) {
            return Why.of("agent_later", step, capability == null ? "" : capability);
        }
        return capability == null
                ? Why.of("agent_fits", step, agent, strategy.wire())
                : Why.of("agent_has", step, agent, capability, strategy.wire());
    }
}

package dev.baton.planner;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentRegistry;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls of the agents that a graph's steps ask, or would. An agent's history is read once. */
final class AgentCalls {

    private static final long ANSWER_TOKENS = 1_000;

    private final TenantId tenant;
    private final Strategy strategy;
    private final AgentRegistry registry;
    private final AgentPicker picker;
    private final CallRanges ranges;
    private final Map<UUID, Optional<CallRanges.History>> histories = new HashMap<>();

    AgentCalls(
            TenantId tenant,
            Strategy strategy,
            AgentRegistry registry,
            AgentPicker picker,
            CallRanges ranges) {
        this.tenant = tenant;
        this.strategy = strategy;
        this.registry = registry;
        this.picker = picker;
        this.ranges = ranges;
    }

    /**
     * A call of the agent that is asked, or of the one that would be.
     *
     * @param results of other steps that it gets to read
     */
    AgentCall of(Action.Agent action, KnownValues values, int results) {
        var request = AgentRequest.of(action, values);
        var name = name(action, values, request);
        var agent = name == null ? null : registry.find(tenant, name).orElse(null);
        var prompt = request.prompt();
        if (agent == null) {
            return new AgentCall(
                    name, action.capability(), CallRange.UNKNOWN, null, prompt, name != null);
        }
        var range =
                ranges.of(
                        tenant,
                        agent,
                        request.body(),
                        request.variables(),
                        results * ANSWER_TOKENS,
                        history(agent));
        return new AgentCall(
                agent.name(), action.capability(), range, null, prompt, !agent.isEnabled());
    }

    private @Nullable String name(Action.Agent action, KnownValues values, AgentRequest request) {
        return action.agent() == null
                ? picker.pick(tenant, action.capability(), request.body().toString(), strategy)
                        .agent()
                : values.text(action.agent());
    }

    private CallRanges.@Nullable History history(Agent agent) {
        return histories
                .computeIfAbsent(
                        agent.id().value(), _ -> Optional.ofNullable(ranges.history(tenant, agent)))
                .orElse(null);
    }
}

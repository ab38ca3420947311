package dev.baton.agent.api;

import dev.baton.agent.Agent;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.UUID;

/** What an agent's owner chose beside its record; secrets show only that they are set. */
record AgentConfigurationJson(
        UUID agentId,
        String kind,
        ObjectNode configuration,
        long timeoutSeconds,
        int retries,
        boolean enabled,
        List<UUID> sharedWith,
        long version) {

    static AgentConfigurationJson of(Agent agent, ObjectNode configuration, List<UUID> tenants) {
        return new AgentConfigurationJson(
                agent.id().value(),
                agent.kind(),
                configuration,
                agent.timeout().toSeconds(),
                agent.retries(),
                agent.isEnabled(),
                tenants,
                agent.version());
    }
}

package dev.baton.agent;

import dev.baton.tenant.TenantId;

import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * An agent to create.
 *
 * @param configuration as its kind wants it
 * @param sharedWith tenants that may use it beside its owner; only for agents of the platform
 */
public record NewAgent(
        String kind,
        AgentSettings settings,
        ObjectNode configuration,
        boolean enabled,
        Set<TenantId> sharedWith) {

    /** An agent for its owner alone, at work at once. */
    public NewAgent(String kind, AgentSettings settings, ObjectNode configuration) {
        this(kind, settings, configuration, true, Set.of());
    }
}

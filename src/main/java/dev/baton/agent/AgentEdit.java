package dev.baton.agent;

import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/** What to change about an agent; null leaves a thing as it is. */
public record AgentEdit(
        AgentSettings settings,
        @Nullable ObjectNode configuration,
        @Nullable Boolean enabled,
        @Nullable Set<TenantId> sharedWith) {

    public AgentEdit(AgentSettings settings, @Nullable ObjectNode configuration) {
        this(settings, configuration, null, null);
    }
}

package dev.baton.selection;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What an agent is needed for.
 *
 * @param subject id of the message
 * @param agent name or id of the agent asked for; null to choose by fit
 * @param capability that the agent must have; null for any
 * @param variables given for the agent's prompt template
 * @param body a chat completion request in OpenAI's form
 * @param failedAgents ids of those that have failed at it; others come before them
 * @param means what a call may cost; counts unless an agent is asked for
 */
public record Need(
        UUID subject,
        @Nullable String agent,
        @Nullable String capability,
        Map<String, Object> variables,
        ObjectNode body,
        Set<UUID> failedAgents,
        Means means) {}

package dev.baton.selection;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent is needed for.
 *
 * @param subject id of the message
 * @param agent name or id of the agent asked for; null to choose by fit
 * @param capability that the agent must have; null for any
 * @param variables given for the agent's prompt template
 * @param body a chat completion request in OpenAI's form
 */
public record Need(
        UUID subject,
        @Nullable String agent,
        @Nullable String capability,
        Map<String, Object> variables,
        ObjectNode body) {}

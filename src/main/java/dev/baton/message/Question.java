package dev.baton.message;

import dev.baton.ledger.Entrance;
import dev.baton.platform.trace.Trace;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody asks.
 *
 * @param id the message's, given before anything happens
 * @param agent name or id of the wanted agent; null to let Baton choose
 * @param capability that the agent must have; null for any
 * @param variables of the agent's prompt template
 * @param body a chat completion request without {@code model} and {@code stream}
 */
public record Question(
        UUID id,
        Entrance entrance,
        @Nullable String agent,
        @Nullable String capability,
        Map<String, Object> variables,
        ObjectNode body,
        Trace trace,
        Instant receivedAt) {}

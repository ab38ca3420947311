package dev.baton.message;

import dev.baton.agent.Rendered;
import dev.baton.ledger.Entrance;
import dev.baton.platform.trace.Trace;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What somebody asks.
 *
 * @param id the message's, given before anything happens
 * @param agent name or id of the wanted agent; null to let Baton choose
 * @param capability that the agent must have; null for any
 * @param variables of the agent's prompt template
 * @param body a chat completion request without {@code model} and {@code stream}
 * @param rendered its messages take the place of the agent's template; null for callers' messages
 * @param failedAgents ids of those that have failed at it; others are chosen while any can answer
 * @param mostNanos what its answer may cost, in nano-units of the tenant's currency, besides what
 *     the tenant may spend; null for no limit of its own
 */
public record Question(
        UUID id,
        Entrance entrance,
        @Nullable String agent,
        @Nullable String capability,
        Map<String, Object> variables,
        ObjectNode body,
        Trace trace,
        Instant receivedAt,
        @Nullable Rendered rendered,
        Set<UUID> failedAgents,
        @Nullable Long mostNanos) {

    public Question(
            UUID id,
            Entrance entrance,
            @Nullable String agent,
            @Nullable String capability,
            Map<String, Object> variables,
            ObjectNode body,
            Trace trace,
            Instant receivedAt) {
        this(
                id,
                entrance,
                agent,
                capability,
                variables,
                body,
                trace,
                receivedAt,
                null,
                Set.of(),
                null);
    }
}

package dev.baton.agent;

import dev.baton.platform.memory.Holding;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One question to an agent.
 *
 * @param id of the message; the same for every attempt, so a remote agent can recognise a repeat
 * @param caller whose call it is, not the agent's owner
 * @param body a chat completion request in OpenAI's form; fields that Baton does not know are
 *     passed on, {@code model} and {@code stream} are set by the kind
 * @param variables for the prompt template
 * @param deadline when the answer must be complete
 * @param rendered the messages are a rendered template already; null to render the agent's own
 * @param memory what the answer takes as it comes
 */
public record AgentCall(
        UUID id,
        TenantId caller,
        ObjectNode body,
        Map<String, Object> variables,
        Trace trace,
        Instant deadline,
        @Nullable Rendered rendered,
        Holding memory) {

    public AgentCall(
            UUID id,
            TenantId caller,
            ObjectNode body,
            Map<String, Object> variables,
            Trace trace,
            Instant deadline) {
        this(id, caller, body, variables, trace, deadline, null, Holding.unbounded());
    }
}

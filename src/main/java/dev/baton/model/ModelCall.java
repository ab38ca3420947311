package dev.baton.model;

import dev.baton.platform.memory.Holding;
import dev.baton.platform.trace.Trace;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.UUID;

/**
 * One call to a model.
 *
 * @param body a chat completion request in OpenAI's form; never changed, and everything in it that
 *     Baton does not know goes to the provider unchanged. {@code model} and {@code stream} are set
 *     from elsewhere, whatever it says
 * @param maxOutputTokens sent when the body names no maximum of its own
 * @param deadline when the answer must be complete, retries and waiting included
 * @param idempotencyKey the same for every attempt at the same question
 * @param retries how often a failed attempt may be repeated; the instance's own limit counts as well
 * @param memory what the answer takes as it comes
 */
public record ModelCall(
        ModelRef model,
        ObjectNode body,
        long maxOutputTokens,
        Trace trace,
        Instant deadline,
        UUID idempotencyKey,
        int retries,
        Holding memory) {

    public ModelCall(
            ModelRef model,
            ObjectNode body,
            long maxOutputTokens,
            Trace trace,
            Instant deadline,
            UUID idempotencyKey) {
        this(
                model,
                body,
                maxOutputTokens,
                trace,
                deadline,
                idempotencyKey,
                Integer.MAX_VALUE,
                Holding.unbounded());
    }
}

package dev.baton.message;

import dev.baton.ledger.Entrance;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One question and its answer, as kept.
 *
 * @param request {@code {"agent", "capability", "variables", "body"}}, JSON
 * @param correlation what its caller calls the request; null for nothing
 * @param answer a chat.completion object or the problem of a failure, JSON; null until it ended
 */
public record Message(
        TenantId tenant,
        UUID id,
        Instant createdAt,
        @Nullable Instant endedAt,
        MessageStatus status,
        boolean asynchronous,
        Entrance entrance,
        @Nullable UUID agent,
        @Nullable String agentName,
        @Nullable UUID key,
        @Nullable UUID account,
        int attempts,
        String request,
        @Nullable String answer,
        @Nullable Long tokensIn,
        @Nullable Long tokensOut,
        @Nullable Long costNanos,
        @Nullable Long latencyMicros,
        @Nullable UUID decision,
        String traceId,
        @Nullable String correlation) {

    Message with(String otherRequest, @Nullable String otherAnswer) {
        return new Message(
                tenant,
                id,
                createdAt,
                endedAt,
                status,
                asynchronous,
                entrance,
                agent,
                agentName,
                key,
                account,
                attempts,
                otherRequest,
                otherAnswer,
                tokensIn,
                tokensOut,
                costNanos,
                latencyMicros,
                decision,
                traceId,
                correlation);
    }

    /** The field of a request or answer that stands for its text, with the length that it had. */
    public static final String NOT_KEPT = "not_kept_characters";
}

package dev.baton.message;

import dev.baton.ledger.Money;
import dev.baton.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How a question was answered, without the answer itself.
 *
 * @param latency from the request's arrival
 */
public record Reply(
        UUID message,
        UUID agent,
        String agentName,
        String model,
        TokenUsage tokens,
        Money cost,
        Duration latency,
        Instant endedAt,
        UUID decision,
        String traceId) {}

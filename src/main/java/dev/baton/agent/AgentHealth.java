package dev.baton.agent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an agent does, as this instance sees it. Older calls weigh less: by half every ten minutes.
 *
 * @param running calls in flight
 * @param lastHeartbeat last successful call, or check of an agent that lives elsewhere; null before
 *     the first
 * @param successRate 0 to 1, null before the first call
 * @param averageLatency of successful calls, null before the first
 * @param evidence weight of the calls behind these figures, 1 for a call that just ended
 * @param inactive why it is inactive, null otherwise
 */
public record AgentHealth(
        AgentStatus status,
        int running,
        @Nullable Instant lastHeartbeat,
        @Nullable Double successRate,
        @Nullable Duration averageLatency,
        double evidence,
        @Nullable AgentCondition inactive) {

    public Optional<Double> success() {
        return Optional.ofNullable(successRate);
    }

    public Optional<Duration> latency() {
        return Optional.ofNullable(averageLatency);
    }
}

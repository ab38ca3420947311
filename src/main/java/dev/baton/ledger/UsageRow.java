package dev.baton.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call as lists and exports show it. */
public record UsageRow(
        UUID id,
        UUID message,
        Instant endedAt,
        UUID agent,
        String agentName,
        @Nullable UUID key,
        @Nullable UUID account,
        @Nullable UUID promptVersion,
        String model,
        long tokensIn,
        long tokensCached,
        long tokensOut,
        boolean tokensEstimated,
        long costNanos,
        long latencyMicros,
        @Nullable Long firstByteMicros,
        UsageStatus status,
        @Nullable String errorCode,
        Entrance entrance,
        boolean repeated,
        @Nullable UUID decision,
        String traceId) {}

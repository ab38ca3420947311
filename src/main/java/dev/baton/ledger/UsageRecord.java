package dev.baton.ledger;

import dev.baton.model.TokenUsage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One billable call, once and for all: corrections are new records.
 *
 * @param latencyMicros from the request's arrival to the answer's end
 * @param firstByteMicros to the first piece of the answer; null when nothing came
 * @param repeated the call was made again because the first attempt's instance died
 */
public record UsageRecord(
        CallFacts call,
        Instant endedAt,
        TokenUsage tokens,
        long costNanos,
        long latencyMicros,
        @Nullable Long firstByteMicros,
        UsageStatus status,
        @Nullable String errorCode,
        boolean repeated,
        @Nullable UUID decision) {}

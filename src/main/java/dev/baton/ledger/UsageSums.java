package dev.baton.ledger;

import java.util.OptionalDouble;

/**
 * Sums over calls.
 *
 * @param timed calls whose latency is known; nobody saw the end of an interrupted one
 */
public record UsageSums(
        long calls,
        long completed,
        long timed,
        long tokensIn,
        long tokensOut,
        long costNanos,
        long latencyMicros) {

    public static final UsageSums NONE = new UsageSums(0, 0, 0, 0, 0, 0, 0);

    public long notCompleted() {
        return calls - completed;
    }

    public long tokens() {
        return tokensIn + tokensOut;
    }

    /** Share of calls that completed, 0 to 1; empty without calls. */
    public OptionalDouble successRate() {
        return calls == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) completed / calls);
    }

    /** Mean latency in milliseconds; empty without calls. */
    public OptionalDouble meanLatencyMillis() {
        return timed == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(latencyMicros / 1_000.0 / timed);
    }

    public UsageSums plus(UsageSums other) {
        return new UsageSums(
                calls + other.calls,
                completed + other.completed,
                timed + other.timed,
                tokensIn + other.tokensIn,
                tokensOut + other.tokensOut,
                costNanos + other.costNanos,
                latencyMicros + other.latencyMicros);
    }
}

package dev.baton.ledger;

import java.util.OptionalDouble;

/** Sums over calls. */
public record UsageSums(
        long calls,
        long completed,
        long tokensIn,
        long tokensOut,
        long costNanos,
        long latencyMicros) {

    public static final UsageSums NONE = new UsageSums(0, 0, 0, 0, 0, 0);

    /** Share of calls that completed, 0 to 1; empty without calls. */
    public OptionalDouble successRate() {
        return calls == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) completed / calls);
    }

    /** Mean latency in milliseconds; empty without calls. */
    public OptionalDouble meanLatencyMillis() {
        return calls == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(latencyMicros / 1_000.0 / calls);
    }
}

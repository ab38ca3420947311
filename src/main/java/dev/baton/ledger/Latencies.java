package dev.baton.ledger;

import java.util.OptionalDouble;
import java.util.TreeMap;

/** How long calls took, counted by buckets: such counts add up, which percentiles do not. */
public final class Latencies {

    private final TreeMap<Integer, Long> buckets = new TreeMap<>();
    private long calls;

    Latencies add(int bucket, long more) {
        buckets.merge(bucket, more, Long::sum);
        calls += more;
        return this;
    }

    public long calls() {
        return calls;
    }

    /** Milliseconds that the given share of calls stayed under; within 9 %, empty without calls. */
    public OptionalDouble millis(double share) {
        var wanted = Math.max(1, (long) Math.ceil(share * calls));
        var seen = 0L;
        for (var bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted) {
                return OptionalDouble.of(LatencyBuckets.upperMicros(bucket.getKey()) / 1_000.0);
            }
        }
        return OptionalDouble.empty();
    }
}

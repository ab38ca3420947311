package dev.baton.ledger;

/**
 * Latencies on a logarithmic scale, eight buckets to a doubling (within 9 %): counts of a bucket add
 * up over time and instances, which percentiles do not.
 */
final class LatencyBuckets {

    private static final double PER_DOUBLING = 8;
    private static final double LN2 = Math.log(2);

    private LatencyBuckets() {}

    /** The bucket of a latency; 0 for a microsecond and less. */
    static int of(long micros) {
        return micros <= 1 ? 0 : (int) Math.ceil(Math.log(micros) / LN2 * PER_DOUBLING);
    }

    /** The longest latency of a bucket, in microseconds. */
    static long upperMicros(int bucket) {
        return Math.round(Math.pow(2, bucket / PER_DOUBLING));
    }
}

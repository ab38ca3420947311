package dev.baton.planner;

/**
 * What something may come to.
 *
 * @param low nine of ten are above it
 * @param likely half are below it
 * @param high one of twenty is above it; without any history it is the worst case
 */
public record Range(long low, long likely, long high) {

    public static final Range ZERO = new Range(0, 0, 0);

    public Range {
        likely = Math.max(low, likely);
        high = Math.max(likely, high);
    }

    public static Range of(long exactly) {
        return new Range(exactly, exactly, exactly);
    }

    public boolean contains(long actual) {
        return actual >= low && actual <= high;
    }

    /** One after the other. */
    Range plus(Range other) {
        return new Range(sum(low, other.low), sum(likely, other.likely), sum(high, other.high));
    }

    /** At the same time: the longest counts. */
    Range longest(Range other) {
        return new Range(
                Math.max(low, other.low),
                Math.max(likely, other.likely),
                Math.max(high, other.high));
    }

    /** So many times. */
    Range times(Range often) {
        return new Range(
                product(low, often.low), product(likely, often.likely), product(high, often.high));
    }

    /** It may not happen at all. */
    Range orNone() {
        return new Range(0, likely, high);
    }

    private static long sum(long one, long other) {
        var sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long product(long one, long other) {
        return one == 0 || other <= Long.MAX_VALUE / one ? one * other : Long.MAX_VALUE;
    }
}

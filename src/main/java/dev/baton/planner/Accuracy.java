package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How far off estimates were.
 *
 * @param runs that have completed, the newest ones, of which all this is told
 */
public record Accuracy(int runs, Error cost, Error time) {

    /**
     * @param ratio of what a run came to and what was likely, that of the middle run; null where
     *     nothing was likely to be needed
     * @param inside share of runs that came to something in their range, 0 to 1
     */
    public record Error(@Nullable Double ratio, double inside) {

        static Error of(List<Outcome> outcomes) {
            var ratios =
                    outcomes.stream()
                            .filter(one -> one.expected().likely() > 0)
                            .mapToDouble(one -> (double) one.actual() / one.expected().likely())
                            .sorted()
                            .toArray();
            var inside =
                    outcomes.stream().filter(one -> one.expected().contains(one.actual())).count();
            return new Error(
                    ratios.length == 0 ? null : middle(ratios), (double) inside / outcomes.size());
        }

        private static double middle(double[] sorted) {
            var half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }
    }

    /** What one run was estimated at, and came to. */
    record Outcome(Range expected, long actual) {}
}

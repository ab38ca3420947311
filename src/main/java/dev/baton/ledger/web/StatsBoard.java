package dev.baton.ledger.web;

import dev.baton.ledger.Latencies;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Panel;
import dev.baton.platform.web.chart.ChartView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics page: the whole, and the same split into parts that sum to it; each is read for
 * itself.
 */
record StatsBoard(
        UsagePeriod period,
        String currency,
        Panel<Figures> figures,
        Panel<ChartView> chart,
        Panel<Split> split) {

    /** @param before the period before, when the page compares with it */
    record Figures(Whole whole, @Nullable Whole before) {}

    /** The parts, with the whole that they sum to. */
    record Split(Whole whole, List<Part> parts) {}

    /** Sums and percentiles of all calls that are meant. */
    record Whole(UsageSums sums, Latencies latencies) {

        public long millis(double share) {
            return Math.round(latencies.millis(share).orElse(0));
        }
    }

    /**
     * One agent, key, person, prompt version, model or status.
     *
     * @param value null for the sum of the many that are not shown
     * @param share of the whole in what the page measures; 0 where parts do not add up
     * @param p95 milliseconds; null for the sum of many
     * @param href the calls behind it
     */
    record Part(
            @Nullable String value,
            String name,
            UsageSums sums,
            double share,
            @Nullable Long p95,
            @Nullable String href) {}

    /** Whether there is surely nothing to show. */
    public boolean isEmpty() {
        var known = figures.content();
        return known != null && known.whole().sums().calls() == 0;
    }
}

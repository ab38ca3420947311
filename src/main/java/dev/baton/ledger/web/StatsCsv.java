package dev.baton.ledger.web;

import dev.baton.ledger.Money;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageSums;
import dev.baton.ledger.web.StatsBoard.Split;
import dev.baton.platform.web.Csv;
import java.util.List;

/** The table of the statistics page as CSV; its last line is the total. */
final class StatsCsv {

    private static final List<String> HEADER =
            List.of(
                    "name",
                    "calls",
                    "completed",
                    "not_completed",
                    "tokens_in",
                    "tokens_out",
                    "cost",
                    "currency",
                    "latency_mean_ms",
                    "latency_p95_ms");

    private StatsCsv() {}

    static void write(Split split, String currency, Dimension by, Csv csv) {
        var header = new java.util.ArrayList<>(HEADER);
        header.addFirst(by.wire());
        csv.line(header);
        for (var part : split.parts()) {
            csv.line(
                    line(
                            part.value() == null ? "" : UsageChoices.address(part.value()),
                            part.name(),
                            part.sums(),
                            currency,
                            part.p95() == null ? "" : part.p95().toString()));
        }
        csv.line(
                line(
                        "",
                        "total",
                        split.whole().sums(),
                        currency,
                        Long.toString(split.whole().millis(0.95))));
    }

    private static List<String> line(
            String value, String name, UsageSums sums, String currency, String p95) {
        return List.of(
                value,
                name,
                Long.toString(sums.calls()),
                Long.toString(sums.completed()),
                Long.toString(sums.notCompleted()),
                Long.toString(sums.tokensIn()),
                Long.toString(sums.tokensOut()),
                new Money(sums.costNanos(), currency).text(),
                currency,
                Long.toString(Math.round(sums.meanLatencyMillis().orElse(0))),
                p95);
    }
}

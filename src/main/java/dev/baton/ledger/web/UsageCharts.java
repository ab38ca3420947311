package dev.baton.ledger.web;

import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Series;
import dev.baton.platform.web.chart.Series.Ink;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Usage along time, drawn. */
@Component
class UsageCharts {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private final Formats formats;
    private final MessageSource messages;

    UsageCharts(Formats formats, MessageSource messages) {
        this.formats = formats;
        this.messages = messages;
    }

    ChartView calls(Steps steps, Map<Instant, UsageSums> sums) {
        return ChartView.bars(
                "calls",
                text("ledger.chart.calls"),
                formats.counts(null),
                labels(steps),
                series(steps, sums, "ledger.status.completed", Ink.OK, UsageSums::completed),
                series(
                        steps,
                        sums,
                        "ledger.chart.notcompleted",
                        Ink.FAILED,
                        sum -> sum.calls() - sum.completed()));
    }

    ChartView cost(Steps steps, Map<Instant, UsageSums> sums, String currency) {
        return ChartView.line(
                "cost",
                text("ledger.chart.cost"),
                formats.amounts(currency),
                labels(steps),
                series(steps, sums, "ledger.cost", Ink.MAIN, UsageSums::costNanos));
    }

    ChartView latency(Steps steps, Map<Instant, UsageSums> sums) {
        var values =
                steps.starts().stream()
                        .map(start -> sums.getOrDefault(start, UsageSums.NONE))
                        .map(UsageCharts::meanOrGap)
                        .toList();
        return ChartView.line(
                "latency",
                text("ledger.chart.latency"),
                formats.millis(),
                labels(steps),
                Series.of(text("ledger.latency.mean"), Ink.MAIN, values));
    }

    private Series series(
            Steps steps,
            Map<Instant, UsageSums> sums,
            String nameKey,
            Ink ink,
            Function<UsageSums, Long> value) {
        return Series.of(
                text(nameKey),
                ink,
                steps.starts().stream()
                        .map(start -> value.apply(sums.getOrDefault(start, UsageSums.NONE)))
                        .toList());
    }

    private static @Nullable Double meanOrGap(UsageSums sums) {
        var mean = sums.meanLatencyMillis();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private List<String> labels(Steps steps) {
        return steps.starts().stream()
                .map(
                        start ->
                                steps.hourly()
                                        ? HOUR.format(start.atZone(steps.zone()))
                                        : formats.day(LocalDate.ofInstant(start, steps.zone())))
                .toList();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

package dev.baton.agent.web;

import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStep;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Series;
import dev.baton.platform.web.chart.Series.Ink;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** An agent's calls along time, drawn. */
@Component
class AgentCharts {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    /** How often it was called and how long that took. */
    record Along(ChartView calls, ChartView latency) {}

    private final Formats formats;
    private final MessageSource messages;

    AgentCharts(Formats formats, MessageSource messages) {
        this.formats = formats;
        this.messages = messages;
    }

    Along along(UsagePeriod period, Map<Instant, UsageSums> known) {
        var steps = period.starts();
        var labels =
                steps.stream()
                        .map(
                                start ->
                                        period.step() == UsageStep.DAY
                                                ? formats.day(
                                                        LocalDate.ofInstant(start, period.zone()))
                                                : HOUR.format(start.atZone(period.zone())))
                        .toList();
        var sums =
                steps.stream().map(start -> known.getOrDefault(start, UsageSums.NONE)).toList();
        return new Along(calls(labels, sums), latency(labels, sums));
    }

    private ChartView calls(List<String> labels, List<UsageSums> sums) {
        return ChartView.bars(
                "calls",
                text("agent.calls"),
                formats.counts(null),
                labels,
                Series.of(
                        text("agent.calls.completed"),
                        Ink.OK,
                        sums.stream().map(UsageSums::completed).toList()),
                Series.of(
                        text("agent.calls.failed"),
                        Ink.FAILED,
                        sums.stream().map(sum -> sum.calls() - sum.completed()).toList()));
    }

    private ChartView latency(List<String> labels, List<UsageSums> sums) {
        return ChartView.line(
                "latency",
                text("agent.latency.mean"),
                formats.millis(),
                labels,
                Series.of(
                        text("agent.latency.mean"),
                        Ink.MAIN,
                        sums.stream().map(AgentCharts::meanOrGap).toList()));
    }

    private static @Nullable Double meanOrGap(UsageSums sums) {
        var mean = sums.meanLatencyMillis();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

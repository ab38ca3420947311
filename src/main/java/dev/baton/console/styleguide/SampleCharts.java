package dev.baton.console.styleguide;

import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Bars;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Series;
import dev.baton.platform.web.chart.Series.Ink;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A chart of every kind, the empty and the single-point ones among them. */
@Component("styleguideCharts")
class SampleCharts {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 22);
    private static final int DAYS = 30;
    private static final double NANO = 1e9;

    private final Formats formats;
    private final MessageSource messages;

    SampleCharts(Formats formats, MessageSource messages) {
        this.formats = formats;
        this.messages = messages;
    }

    public ChartView messages() {
        return ChartView.line(
                "messages-by-day",
                text("chart.messages"),
                formats.counts(null),
                days(DAYS),
                Series.of(text("chart.now"), Ink.MAIN, wave(DAYS, 1800, 700, 0)),
                Series.of(text("chart.before"), Ink.COMPARED, wave(DAYS, 1500, 500, 3)));
    }

    public ChartView cost() {
        return ChartView.bars(
                "cost-by-day",
                text("chart.cost"),
                formats.amounts("USD"),
                days(DAYS),
                Series.of("assistant", Ink.A, scaled(wave(DAYS, 1.2, .4, 0))),
                Series.of("contract-reader", Ink.B, scaled(wave(DAYS, .8, .5, 2))),
                Series.of("invoice-extractor", Ink.C, scaled(wave(DAYS, .5, .2, 4))),
                Series.of(text("chart.others"), Ink.E, scaled(wave(DAYS, .2, .1, 1))));
    }

    public ChartView outcome() {
        return ChartView.bars(
                "outcome-by-day",
                text("chart.outcome"),
                formats.counts(null),
                days(12),
                Series.of(text("state.ok"), Ink.OK, wave(12, 900, 120, 0)),
                Series.of(text("state.failed"), Ink.FAILED, wave(12, 60, 50, 1)));
    }

    public ChartView latency() {
        List<@Nullable Double> gap = new java.util.ArrayList<>();
        Arrays.stream(wave(14, 1400, 500, 1)).forEach(gap::add);
        Collections.fill(gap.subList(5, 7), null);
        return ChartView.line(
                "latency-by-day",
                text("chart.latency"),
                formats.millis(),
                days(14),
                new Series("p95", Ink.MAIN, gap));
    }

    public ChartView single() {
        return ChartView.line(
                "single-line",
                text("chart.single"),
                formats.counts(null),
                days(1),
                Series.of(text("chart.now"), Ink.MAIN, 1_204));
    }

    public ChartView singleBar() {
        return ChartView.bars(
                "single-bar",
                text("chart.single"),
                formats.amounts("USD"),
                days(1),
                Series.of(text("chart.now"), Ink.MAIN, .0042 * NANO));
    }

    public ChartView empty() {
        return ChartView.line(
                "empty-line", text("chart.messages"), formats.counts(null), List.of());
    }

    public Bars ranking() {
        return new Bars(
                text("chart.ranking"),
                text("agent"),
                formats.amounts("USD"),
                List.of(
                        new Bars.Bar("assistant", 14.2 * NANO, "/styleguide/agents/assistant"),
                        new Bars.Bar(
                                "contract-reader", 9.71 * NANO, "/styleguide/agents/assistant"),
                        new Bars.Bar(
                                "invoice-extractor", 5.03 * NANO, "/styleguide/agents/assistant"),
                        new Bars.Bar("ผู้ช่วยภาษาไทย", 1.9 * NANO, "/styleguide/agents/assistant"),
                        new Bars.Bar("echo", 0, "/styleguide/agents/assistant")));
    }

    private List<String> days(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> formats.day(FIRST_DAY.plusDays(it)))
                .toList();
    }

    private static double[] wave(int count, double middle, double height, int shift) {
        return IntStream.range(0, count)
                .mapToDouble(
                        it ->
                                middle
                                        + height * Math.sin((it + shift) * .9) * Math.cos(it * .21)
                                        + it * middle / 90)
                .map(it -> middle > 10 ? Math.rint(it) : it)
                .toArray();
    }

    private static double[] scaled(double[] values) {
        return Arrays.stream(values).map(it -> it * NANO).toArray();
    }

    private String text(String key) {
        return messages.getMessage("styleguide." + key, null, LocaleContextHolder.getLocale());
    }
}

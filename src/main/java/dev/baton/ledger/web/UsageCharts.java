package dev.baton.ledger.web;

import dev.baton.ledger.Latencies;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStep;
import dev.baton.ledger.UsageSums;
import dev.baton.ledger.web.StatsBoard.Part;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Scale;
import dev.baton.platform.web.chart.Series;
import dev.baton.platform.web.chart.Series.Ink;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Usage along time, drawn: in parts, or against the period before. */
@Component
class UsageCharts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** Parts that are told apart; the others are one. */
    private static final int PARTS = 5;

    private final UsageStatistics statistics;
    private final Formats formats;
    private final MessageSource messages;

    UsageCharts(UsageStatistics statistics, Formats formats, MessageSource messages) {
        this.statistics = statistics;
        this.formats = formats;
        this.messages = messages;
    }

    /** @param parts in the order of the table; the chart tells the first ones apart */
    ChartView of(
            TenantId tenant,
            UsageQuery query,
            UsagePeriod period,
            @Nullable UsagePeriod before,
            List<Part> parts,
            String currency) {
        var measure = query.readMeasure();
        var scale = scale(measure, currency);
        var labels = labels(period);
        if (before == null && measure.isAdditive()) {
            var layers = layers(tenant, query, period, parts);
            return ChartView.bars("stats", title(measure), scale, labels, layers);
        }
        return ChartView.line(
                "stats",
                title(measure),
                scale,
                labels,
                measure.isAdditive()
                        ? compared(tenant, query, period, Objects.requireNonNull(before))
                        : percentiles(tenant, query, period, before));
    }

    private Series[] layers(
            TenantId tenant, UsageQuery query, UsagePeriod period, List<Part> parts) {
        var measure = query.readMeasure();
        var sums =
                statistics.over(
                        tenant, query.filter(period), query.readBy(), period::start);
        var shown = StatsReader.shown(parts, PARTS, text("ledger.others"));
        var told = shown.stream().map(Part::value).toList();
        var layers = new ArrayList<Series>();
        for (var part : shown) {
            var values =
                    period.starts().stream()
                            .map(start -> measure.of(sum(sums, part.value(), told, start)))
                            .toList();
            layers.add(Series.of(part.name(), Ink.part(layers.size()), values));
        }
        return layers.toArray(Series[]::new);
    }

    /** Of one part, or of all that are not told apart. */
    private static UsageSums sum(
            Map<String, Map<Instant, UsageSums>> sums,
            @Nullable String value,
            List<@Nullable String> told,
            Instant start) {
        if (value != null) {
            return sums.getOrDefault(value, Map.of()).getOrDefault(start, UsageSums.NONE);
        }
        return sums.entrySet().stream()
                .filter(entry -> !told.contains(entry.getKey()))
                .map(entry -> entry.getValue().getOrDefault(start, UsageSums.NONE))
                .reduce(UsageSums.NONE, UsageSums::plus);
    }

    private Series[] compared(
            TenantId tenant, UsageQuery query, UsagePeriod period, UsagePeriod before) {
        return new Series[] {
            total(tenant, query, period, period, "ledger.period.this", Ink.MAIN),
            total(tenant, query, before, period, "ledger.period.previous", Ink.COMPARED)
        };
    }

    private Series total(
            TenantId tenant,
            UsageQuery query,
            UsagePeriod read,
            UsagePeriod shown,
            String nameKey,
            Ink ink) {
        var sums = statistics.over(tenant, filter(query, read), read::start);
        var values =
                read.starts().stream()
                        .map(start -> sums.getOrDefault(start, UsageSums.NONE))
                        .map(query.readMeasure()::of)
                        .toList();
        return Series.of(text(nameKey), ink, fitted(values, shown));
    }

    private Series[] percentiles(
            TenantId tenant, UsageQuery query, UsagePeriod period, @Nullable UsagePeriod before) {
        var now = statistics.latenciesOver(tenant, filter(query, period), period::start);
        var p95 = Series.of(text("ledger.p95.short"), Ink.MAIN, millis(now, period, 0.95));
        if (before == null) {
            return new Series[] {
                p95, Series.of(text("ledger.p50.short"), Ink.A, millis(now, period, 0.5))
            };
        }
        var then = statistics.latenciesOver(tenant, filter(query, before), before::start);
        return new Series[] {
            p95,
            Series.of(
                    text("ledger.period.previous"),
                    Ink.COMPARED,
                    fitted(millis(then, before, 0.95), period))
        };
    }

    private static List<@Nullable Double> millis(
            Map<Instant, Latencies> latencies, UsagePeriod period, double share) {
        var values = new ArrayList<@Nullable Double>();
        for (var start : period.starts()) {
            var known = latencies.get(start);
            values.add(known == null ? null : known.millis(share).getAsDouble());
        }
        return values;
    }

    /** Two periods may differ by a step where clocks change; the chart has the present one's. */
    private static <T extends @Nullable Number> List<T> fitted(List<T> values, UsagePeriod shown) {
        var steps = shown.starts().size();
        var fitted = new ArrayList<>(values.subList(0, Math.min(steps, values.size())));
        while (fitted.size() < steps) {
            fitted.add(fitted.getLast());
        }
        return fitted;
    }

    private static UsageFilter filter(UsageQuery query, UsagePeriod period) {
        return query.filter(period);
    }

    private Scale scale(StatsMeasure measure, String currency) {
        return switch (measure) {
            case COST -> formats.amounts(currency);
            case LATENCY -> formats.millis();
            case TOKENS, REQUESTS, ERRORS -> formats.counts(null);
        };
    }

    private String title(StatsMeasure measure) {
        return text("ledger.measure." + measure.code() + ".title");
    }

    private List<String> labels(UsagePeriod period) {
        var several = Duration.between(period.from(), period.to()).compareTo(Duration.ofHours(25)) > 0;
        return period.starts().stream()
                .map(
                        start -> {
                            var day = formats.day(LocalDate.ofInstant(start, period.zone()));
                            var time = TIME.format(start.atZone(period.zone()));
                            if (period.step() == UsageStep.DAY) {
                                return day;
                            }
                            return several ? day + " " + time : time;
                        })
                .toList();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

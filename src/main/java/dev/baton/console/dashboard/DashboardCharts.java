package dev.baton.console.dashboard;

import dev.baton.ledger.UsageNames;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStep;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Bars;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Series;
import dev.baton.platform.web.chart.Series.Ink;
import dev.baton.tenant.Tenant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the dashboard draws. */
@Component
class DashboardCharts {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private static final int RANKED = 5;

    private final UsageStatistics statistics;
    private final UsageNames names;
    private final Formats formats;
    private final MessageSource messages;

    DashboardCharts(
            UsageStatistics statistics,
            UsageNames names,
            Formats formats,
            MessageSource messages) {
        this.statistics = statistics;
        this.names = names;
        this.formats = formats;
        this.messages = messages;
    }

    /** Calls by how they ended, or cost; against the period before as lines. */
    ChartView overTime(
            Tenant tenant, DashboardQuery query, UsagePeriod period, @Nullable UsagePeriod before) {
        var title = text("console.chart." + (query.isCost() ? "cost" : "calls"));
        var scale =
                query.isCost() ? formats.amounts(tenant.currency()) : formats.counts(null);
        var now = sums(tenant, query, period);
        if (before != null) {
            ToLongFunction<UsageSums> of = query.isCost() ? UsageSums::costNanos : UsageSums::calls;
            var then = fitted(sums(tenant, query, before), now.size());
            return ChartView.line(
                    "overtime",
                    title,
                    scale,
                    labels(period),
                    series("ledger.period.this", Ink.MAIN, now, of),
                    series("ledger.period.previous", Ink.COMPARED, then, of));
        }
        return ChartView.bars(
                "overtime",
                title,
                scale,
                labels(period),
                query.isCost()
                        ? new Series[] {
                            series("ledger.cost", Ink.MAIN, now, UsageSums::costNanos)
                        }
                        : new Series[] {
                            series("console.completed", Ink.OK, now, UsageSums::completed),
                            series("console.notcompleted", Ink.FAILED, now, UsageSums::notCompleted)
                        });
    }

    private Series series(
            String nameKey, Ink ink, List<UsageSums> sums, ToLongFunction<UsageSums> of) {
        return Series.of(text(nameKey), ink, sums.stream().map(of::applyAsLong).toList());
    }

    private List<UsageSums> sums(Tenant tenant, DashboardQuery query, UsagePeriod period) {
        var sums = statistics.over(tenant.id(), query.filter(period), period::start);
        return period.starts().stream()
                .map(start -> sums.getOrDefault(start, UsageSums.NONE))
                .toList();
    }

    /** Two periods may differ by a step where clocks change; the chart has the present one's. */
    private static List<UsageSums> fitted(List<UsageSums> sums, int steps) {
        return IntStream.range(0, steps)
                .mapToObj(step -> sums.get(Math.min(step, sums.size() - 1)))
                .toList();
    }

    private List<String> labels(UsagePeriod period) {
        return period.starts().stream()
                .map(
                        start ->
                                period.step() == UsageStep.DAY
                                        ? formats.day(LocalDate.ofInstant(start, period.zone()))
                                        : HOUR.format(start.atZone(period.zone())))
                .toList();
    }

    Bars agents(Tenant tenant, DashboardQuery query, UsagePeriod period) {
        return ranking(tenant, query, period, Dimension.AGENT);
    }

    Bars keys(Tenant tenant, DashboardQuery query, UsagePeriod period) {
        return ranking(tenant, query, period, Dimension.KEY);
    }

    private Bars ranking(
            Tenant tenant, DashboardQuery query, UsagePeriod period, Dimension dimension) {
        var costliest = new LinkedHashMap<String, UsageSums>();
        statistics.by(tenant.id(), query.filter(period), dimension).entrySet().stream()
                .limit(RANKED)
                .forEach(entry -> costliest.put(entry.getKey(), entry.getValue()));
        var named = names.of(tenant.id(), dimension, costliest.keySet());
        return new Bars(
                text("console.chart." + dimension.wire()),
                text("console." + dimension.wire()),
                formats.amounts(tenant.currency()),
                costliest.entrySet().stream()
                        .map(
                                entry ->
                                        new Bars.Bar(
                                                named.getOrDefault(entry.getKey(), entry.getKey()),
                                                entry.getValue().costNanos(),
                                                address(query, dimension, entry.getKey())))
                        .toList());
    }

    private static String address(DashboardQuery query, Dimension dimension, String value) {
        var none = value.equals(UsageStatistics.none().toString());
        return query.at("/usage", dimension.wire(), none ? "none" : value);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

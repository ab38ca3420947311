package dev.baton.console.dashboard;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageNames;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Bars;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Series;
import dev.baton.tenant.Tenant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the dashboard draws. */
@Component
class DashboardCharts {

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

    ChartView calls(Tenant tenant, UsagePeriod period) {
        var sums = statistics.over(tenant.id(), UsageFilter.of(period), period::start);
        var days = period.starts();
        return ChartView.bars(
                "calls",
                text("console.chart.calls"),
                formats.counts(null),
                days.stream()
                        .map(day -> formats.day(LocalDate.ofInstant(day, period.zone())))
                        .toList(),
                Series.of(
                        text("console.completed"),
                        Series.Ink.OK,
                        days.stream()
                                .map(day -> sums.getOrDefault(day, UsageSums.NONE).completed())
                                .toList()),
                Series.of(
                        text("console.notcompleted"),
                        Series.Ink.FAILED,
                        days.stream()
                                .map(day -> sums.getOrDefault(day, UsageSums.NONE))
                                .map(UsageSums::notCompleted)
                                .toList()));
    }

    Bars agents(Tenant tenant, UsagePeriod period) {
        return ranking(tenant, period, Dimension.AGENT);
    }

    Bars keys(Tenant tenant, UsagePeriod period) {
        return ranking(tenant, period, Dimension.KEY);
    }

    private Bars ranking(Tenant tenant, UsagePeriod period, Dimension dimension) {
        var costliest = new LinkedHashMap<String, UsageSums>();
        statistics.by(tenant.id(), UsageFilter.of(period), dimension).entrySet().stream()
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
                                                address(dimension, entry.getKey())))
                        .toList());
    }

    private static String address(Dimension dimension, String value) {
        var none = value.equals(UsageStatistics.none().toString());
        return "/usage?range=30d&" + dimension.wire() + "=" + (none ? "none" : value);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}

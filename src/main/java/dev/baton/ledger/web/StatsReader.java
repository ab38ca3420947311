package dev.baton.ledger.web;

import dev.baton.ledger.Latencies;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageNames;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageSums;
import dev.baton.ledger.web.StatsBoard.Figures;
import dev.baton.ledger.web.StatsBoard.Part;
import dev.baton.ledger.web.StatsBoard.Split;
import dev.baton.ledger.web.StatsBoard.Whole;
import dev.baton.platform.web.Panel;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the statistics page and its CSV show. */
@Component
class StatsReader {

    private final UsageStatistics statistics;
    private final UsageNames names;
    private final UsageCharts charts;
    private final TenantDirectory tenants;
    private final Clock clock;

    StatsReader(
            UsageStatistics statistics,
            UsageNames names,
            UsageCharts charts,
            TenantDirectory tenants,
            Clock clock) {
        this.statistics = statistics;
        this.names = names;
        this.charts = charts;
        this.tenants = tenants;
        this.clock = clock;
    }

    UsagePeriod period(TenantId tenant, UsageQuery query) {
        return query.period(clock.instant(), tenants.get(tenant).zone());
    }

    StatsBoard read(TenantId tenant, UsageQuery query) {
        var period = period(tenant, query);
        var before = query.isCompared() ? period.previous() : null;
        var currency = tenants.get(tenant).currency();
        var figures =
                Panel.of(
                        () ->
                                new Figures(
                                        whole(tenant, query.filter(period)),
                                        before == null
                                                ? null
                                                : whole(tenant, query.filter(before))));
        var split = figures.then(known -> split(tenant, query, period, known.whole()));
        var chart =
                split.then(
                        known ->
                                charts.of(
                                        tenant, query, period, before, known.parts(), currency));
        return new StatsBoard(period, currency, figures, chart, split);
    }

    /** The table alone, or the failure. */
    Split split(TenantId tenant, UsageQuery query) {
        var period = period(tenant, query);
        return split(tenant, query, period, whole(tenant, query.filter(period)));
    }

    String currency(TenantId tenant) {
        return tenants.get(tenant).currency();
    }

    private Split split(TenantId tenant, UsageQuery query, UsagePeriod period, Whole whole) {
        return new Split(whole, parts(tenant, query, query.filter(period), whole));
    }

    private Whole whole(TenantId tenant, UsageFilter filter) {
        return new Whole(
                statistics.total(tenant, filter), statistics.latencies(tenant, filter));
    }

    private List<Part> parts(
            TenantId tenant, UsageQuery query, UsageFilter filter, Whole whole) {
        var dimension = query.readBy();
        var measure = query.readMeasure();
        var sums = statistics.by(tenant, filter, dimension);
        var named = names.of(tenant, dimension, sums.keySet());
        var latencies = statistics.latenciesBy(tenant, filter, dimension);
        var all = measure.isAdditive() ? measure.of(whole.sums()) : 0;
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(measure.greatestFirst()))
                .map(
                        entry ->
                                new Part(
                                        entry.getKey(),
                                        named.getOrDefault(entry.getKey(), entry.getKey()),
                                        entry.getValue(),
                                        all == 0
                                                ? 0
                                                : (double) measure.of(entry.getValue()) / all,
                                        p95(latencies.get(entry.getKey())),
                                        query.at(
                                                "/usage",
                                                dimension.wire(),
                                                addressed(entry.getKey(), query))))
                .toList();
    }

    private static String addressed(String value, UsageQuery query) {
        return query.readBy() == UsageStatistics.Dimension.STATUS
                ? value.toLowerCase(java.util.Locale.ROOT)
                : UsageChoices.address(value);
    }

    private static @Nullable Long p95(@Nullable Latencies latencies) {
        return latencies == null ? null : Math.round(latencies.millis(0.95).orElse(0));
    }

    /** The greatest parts and the sum of the others, so that a page stays readable. */
    static List<Part> shown(List<Part> parts, int most, String othersName) {
        if (parts.size() <= most) {
            return parts;
        }
        var shown = new ArrayList<>(parts.subList(0, most - 1));
        var rest = parts.subList(most - 1, parts.size());
        shown.add(
                new Part(
                        null,
                        othersName,
                        rest.stream().map(Part::sums).reduce(UsageSums.NONE, UsageSums::plus),
                        rest.stream().mapToDouble(Part::share).sum(),
                        null,
                        null));
        return shown;
    }
}

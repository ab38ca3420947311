package dev.baton.console.dashboard;

import dev.baton.ledger.Budgets;
import dev.baton.ledger.Money;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStatus;
import dev.baton.ledger.UsageSums;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.chart.Bars;
import dev.baton.platform.web.chart.ChartView;
import dev.baton.platform.web.chart.Meter;
import dev.baton.platform.web.chart.Series;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.WebhookDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The dashboard of a tenant. */
@Controller
class DashboardController {

    private static final int DAYS = 14;
    private static final int LATEST = 5;

    private final UsageStatistics statistics;
    private final UsageLog log;
    private final Budgets budgets;
    private final WebhookDesk webhooks;
    private final FirstSteps firstSteps;
    private final TenantDirectory tenants;
    private final Formats formats;
    private final MessageSource messages;
    private final Clock clock;

    DashboardController(
            UsageStatistics statistics,
            UsageLog log,
            Budgets budgets,
            WebhookDesk webhooks,
            FirstSteps firstSteps,
            TenantDirectory tenants,
            Formats formats,
            MessageSource messages,
            Clock clock) {
        this.statistics = statistics;
        this.log = log;
        this.budgets = budgets;
        this.webhooks = webhooks;
        this.firstSteps = firstSteps;
        this.tenants = tenants;
        this.formats = formats;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String home() {
        return "redirect:/dashboard";
    }

    @GetMapping("/dashboard")
    @Requires(Permission.TENANT_READ)
    String show(TenantId id, Locale locale, Model model) {
        var tenant = tenants.get(id);
        var now = clock.instant();
        var today = UsageFilter.between(now.minus(Duration.ofDays(1)), now.plusSeconds(1));
        var month = budgets.current(id);
        model.addAttribute("today", statistics.total(id, today));
        model.addAttribute(
                "p95", Math.round(statistics.latencyMillis(id, today, 0.95).orElse(0)));
        model.addAttribute("month", month);
        model.addAttribute("currency", tenant.currency());
        model.addAttribute("meter", meter(month, tenant, locale));
        model.addAttribute(
                "failingWebhooks",
                webhooks.list(id).stream()
                        .filter(
                                endpoint ->
                                        !endpoint.isActive()
                                                || endpoint.failingSince().isPresent())
                        .count());
        model.addAttribute("chart", chart(tenant, now, locale));
        model.addAttribute("ranking", ranking(tenant, now, locale));
        model.addAttribute("failures", failures(id, now));
        model.addAttribute("steps", firstSteps.of(id));
        return "console/dashboard";
    }

    private Meter meter(dev.baton.ledger.BudgetPeriod month, Tenant tenant, Locale locale) {
        var limit = month.limitNanos().orElse(0);
        var told =
                messages.getMessage(
                        "console.spend.of",
                        new Object[] {
                            formats.money(month.spentNanos(), tenant.currency()).text(),
                            formats.money(limit, tenant.currency()).text()
                        },
                        locale);
        return new Meter(told, units(month.spentNanos()), units(month.reservedNanos()), units(limit));
    }

    private ChartView chart(Tenant tenant, Instant now, Locale locale) {
        var zone = tenant.zone();
        var first = LocalDate.ofInstant(now, zone).minusDays(DAYS - 1L);
        var filter =
                UsageFilter.between(first.atStartOfDay(zone).toInstant(), now.plusSeconds(1));
        var sums =
                statistics.over(
                        tenant.id(),
                        filter,
                        slot -> slot.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant());
        var labels = new ArrayList<String>();
        var completed = new ArrayList<Long>();
        var others = new ArrayList<Long>();
        for (var day = first; labels.size() < DAYS; day = day.plusDays(1)) {
            var sum =
                    sums.getOrDefault(day.atStartOfDay(zone).toInstant(), UsageSums.NONE);
            labels.add(formats.day(day));
            completed.add(sum.completed());
            others.add(sum.calls() - sum.completed());
        }
        return ChartView.bars(
                "calls",
                messages.getMessage("console.chart.calls", null, locale),
                formats.counts(null),
                labels,
                Series.of(
                        messages.getMessage("console.completed", null, locale),
                        Series.Ink.OK,
                        completed),
                Series.of(
                        messages.getMessage("console.notcompleted", null, locale),
                        Series.Ink.FAILED,
                        others));
    }

    private Bars ranking(Tenant tenant, Instant now, Locale locale) {
        var filter = UsageFilter.between(now.minus(Duration.ofDays(DAYS)), now.plusSeconds(1));
        var bars =
                statistics.by(tenant.id(), filter, Dimension.MODEL).entrySet().stream()
                        .limit(LATEST)
                        .map(
                                entry ->
                                        new Bars.Bar(
                                                entry.getKey(),
                                                entry.getValue().costNanos(),
                                                "/usage?range=30d&model=" + encoded(entry.getKey())))
                        .toList();
        return new Bars(
                messages.getMessage("console.chart.models", null, locale),
                messages.getMessage("console.model", null, locale),
                formats.amounts(tenant.currency()),
                bars);
    }

    private List<dev.baton.ledger.UsageRow> failures(TenantId id, Instant now) {
        var filter =
                new UsageFilter(
                        now.minus(Duration.ofDays(7)),
                        now.plusSeconds(1),
                        null,
                        null,
                        null,
                        UsageStatus.FAILED);
        return log.list(id, filter, null, LATEST).data();
    }

    private static double units(long nanos) {
        return (double) nanos / Money.NANOS_PER_UNIT;
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}

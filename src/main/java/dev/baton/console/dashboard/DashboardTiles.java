package dev.baton.console.dashboard;

import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentStatus;
import dev.baton.agent.AgentVitals;
import dev.baton.ledger.BudgetPeriod;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.Money;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageSums;
import dev.baton.message.MessageInbox;
import dev.baton.platform.web.Formats;
import dev.baton.platform.web.Panel;
import dev.baton.platform.web.chart.Meter;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.WebhookDesk;
import dev.baton.work.WorkDepth;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * The figures on top of the dashboard. Each has the same period and filter as the page it leads to,
 * so that the two agree.
 */
@Component
class DashboardTiles {

    private static final String NOTHING = "–";

    private final UsageStatistics statistics;
    private final Budgets budgets;
    private final MessageInbox inbox;
    private final AgentRegistry agents;
    private final AgentVitals vitals;
    private final WebhookDesk webhooks;
    private final Formats formats;
    private final MessageSource messages;

    DashboardTiles(
            UsageStatistics statistics,
            Budgets budgets,
            MessageInbox inbox,
            AgentRegistry agents,
            AgentVitals vitals,
            WebhookDesk webhooks,
            Formats formats,
            MessageSource messages) {
        this.statistics = statistics;
        this.budgets = budgets;
        this.inbox = inbox;
        this.agents = agents;
        this.vitals = vitals;
        this.webhooks = webhooks;
        this.formats = formats;
        this.messages = messages;
    }

    /** @param labelKey its name, which is told also when its figure could not be read */
    record Tile(String labelKey, String href, Panel<Reading> reading) {}

    /** @param note one thing more about the figure */
    record Reading(String value, @Nullable String note, @Nullable Meter meter) {

        static Reading of(String value) {
            return new Reading(value, null, null);
        }
    }

    private record Sums(UsageSums sums, long p95) {}

    private record Compared(Sums now, @Nullable Sums before) {}

    /** @param before null when nothing is compared */
    List<Tile> of(
            Tenant tenant, DashboardQuery query, UsagePeriod period, @Nullable UsagePeriod before) {
        var id = tenant.id();
        var calls =
                Panel.of(
                        () ->
                                new Compared(
                                        sums(id, query.filter(period)),
                                        before == null ? null : sums(id, query.filter(before))));
        return List.of(
                new Tile("console.calls", query.at("/usage"), calls.then(this::calls)),
                new Tile(
                        "console.success",
                        query.at("/usage", "status", "not_completed"),
                        calls.then(this::success)),
                new Tile(
                        "console.p95",
                        query.at("/stats", "measure", "latency"),
                        calls.then(this::p95)),
                new Tile("console.spend", "/budget", Panel.of(() -> spend(tenant))),
                count("console.queue", "/messages?status=queued", () -> inbox.countQueued(id)),
                count("console.agents", "/agents?status=inactive", () -> inactiveAgents(id)),
                count("console.webhooks", "/webhooks?state=trouble", () -> troubledWebhooks(id)));
    }

    private Sums sums(TenantId tenant, UsageFilter filter) {
        return new Sums(
                statistics.total(tenant, filter),
                Math.round(statistics.latencies(tenant, filter).millis(0.95).orElse(0)));
    }

    private Reading calls(Compared calls) {
        Function<Sums, String> told = it -> formats.number(it.sums().calls());
        return new Reading(told.apply(calls.now()), before(calls, told), null);
    }

    private Reading success(Compared calls) {
        Function<Sums, String> told =
                it ->
                        it.sums().calls() == 0
                                ? NOTHING
                                : formats.percent(it.sums().successRate().getAsDouble());
        var failed = formats.number(calls.now().sums().notCompleted());
        return new Reading(
                told.apply(calls.now()),
                calls.before() == null ? text("console.failed", failed) : before(calls, told),
                null);
    }

    private Reading p95(Compared calls) {
        Function<Sums, String> told =
                it -> it.sums().timed() == 0 ? NOTHING : formats.millis(it.p95());
        return new Reading(told.apply(calls.now()), before(calls, told), null);
    }

    private @Nullable String before(Compared calls, Function<Sums, String> told) {
        return calls.before() == null ? null : text("ledger.before", told.apply(calls.before()));
    }

    private Reading spend(Tenant tenant) {
        var month = budgets.current(tenant.id());
        var spent = formats.money(month.spentNanos(), tenant.currency()).text();
        if (month.limitNanos().isEmpty()) {
            return new Reading(spent, text("console.spend.unlimited"), null);
        }
        var limit = month.limitNanos().getAsLong();
        var told = text("console.spend.of", spent, formats.money(limit, tenant.currency()).text());
        return new Reading(spent, told, meter(month, limit, told));
    }

    private static Meter meter(BudgetPeriod month, long limit, String told) {
        return new Meter(
                told, units(month.spentNanos()), units(month.reservedNanos()), units(limit));
    }

    private static double units(long nanos) {
        return (double) nanos / Money.NANOS_PER_UNIT;
    }

    private Tile count(String labelKey, String href, Supplier<Integer> counting) {
        var counted = Panel.of(counting);
        return new Tile(
                labelKey,
                href,
                counted.then(count -> Reading.of(formats.number(count, WorkDepth.MOST))));
    }

    private int inactiveAgents(TenantId tenant) {
        return (int)
                agents.usableBy(tenant).stream()
                        .filter(agent -> vitals.status(agent) == AgentStatus.INACTIVE)
                        .count();
    }

    private int troubledWebhooks(TenantId tenant) {
        return (int) webhooks.list(tenant).stream().filter(Endpoint::isInTrouble).count();
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}

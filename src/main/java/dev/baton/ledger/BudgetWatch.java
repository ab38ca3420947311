package dev.baton.ledger;

import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.NewEvent;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells when a tenant has spent 50, 80 and 100 % of its month's budget, or so much that a call was
 * refused for want of the rest: once each, by whichever instance sees it first. Also returns leases of
 * months that are over.
 */
@Configuration(proxyBeanMethods = false)
class BudgetWatch {

    static final EventType REACHED = EventType.publicly("budget.threshold_reached");

    private static final Logger LOG = LoggerFactory.getLogger(BudgetWatch.class);

    private final Budgets budgets;
    private final BudgetStore store;
    private final SpendingSigns signs;
    private final TenantDirectory tenants;
    private final EventLog events;
    private final RetryingTransactions transactions;

    BudgetWatch(
            Budgets budgets,
            BudgetStore store,
            SpendingSigns signs,
            TenantDirectory tenants,
            EventLog events,
            RetryingTransactions transactions) {
        this.budgets = budgets;
        this.store = store;
        this.signs = signs;
        this.tenants = tenants;
        this.events = events;
        this.transactions = transactions;
    }

    @Bean
    static EventType budgetThresholdReached() {
        return REACHED;
    }

    @Bean
    static EventType budgetChanged() {
        return Budgets.CHANGED;
    }

    @Bean
    static EventType budgetRecalled() {
        return Budgets.RECALLED;
    }

    @Scheduled(fixedDelay = 2_000)
    void look() {
        for (var sign : signs.take()) {
            try {
                look(sign);
            } catch (RuntimeException failure) {
                signs.back(sign);
                LOG.warn(
                        "The budget of {} could not be checked: {}",
                        sign.tenant(),
                        failure.toString());
            }
        }
    }

    @Scheduled(fixedDelay = 60_000)
    void returnOldMonths() {
        budgets.returnOldMonths();
    }

    private void look(SpendingSigns.Sign sign) {
        var tenant = sign.tenant();
        var month = budgets.current(tenant);
        var reached =
                sign.refused().isPresent()
                        ? month.thresholdsReached(sign.refused().getAsLong())
                        : month.thresholdsReached();
        if (!reached.isEmpty()) {
            transactions.run(() -> reached.forEach(percent -> tell(tenant, month, percent)));
        }
    }

    private void tell(TenantId tenant, BudgetPeriod month, int percent) {
        if (!store.notified(tenant, month.period(), percent)) {
            return;
        }
        var currency = tenants.get(tenant).currency();
        events.append(
                new NewEvent(
                        tenant,
                        REACHED,
                        tenant.value(),
                        Map.of(
                                "percent", percent,
                                "period", month.period(),
                                "spent", new Money(month.spentNanos(), currency).text(),
                                "limit",
                                        new Money(month.limitNanos().orElse(0), currency).text(),
                                "currency", currency),
                        null));
    }
}

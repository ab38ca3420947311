package dev.baton.ledger;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Calls leased money back, on every instance: when a budget has changed, and when one instance has to
 * refuse while others hold unused leases. What fails is tried again: nobody tells it twice.
 */
@Component
class BudgetFeed implements FeedListener {

    private static final Set<String> CALLS_BACK =
            Set.of(Budgets.CHANGED.name(), Budgets.RECALLED.name());

    private static final Logger LOG = LoggerFactory.getLogger(BudgetFeed.class);

    private final Budgets budgets;

    /** Whose money could not be returned when it was asked for. */
    private final Set<TenantId> owed = ConcurrentHashMap.newKeySet();

    BudgetFeed(Budgets budgets) {
        this.budgets = budgets;
    }

    @Override
    public void on(List<Event> events) {
        events.stream()
                .filter(event -> CALLS_BACK.contains(event.type()))
                .map(Event::tenant)
                .distinct()
                .forEach(this::callBack);
    }

    @Scheduled(fixedDelay = 2_000)
    void tryAgain() {
        // Those of now: who fails is put back, and would be met again and again.
        List.copyOf(owed).forEach(this::callBack);
    }

    private void callBack(TenantId tenant) {
        owed.remove(tenant);
        try {
            budgets.callBack(tenant);
        } catch (RuntimeException failure) {
            owed.add(tenant);
            LOG.warn(
                    "What {} has leased here could not be returned yet: {}",
                    tenant,
                    failure.toString());
        }
    }
}

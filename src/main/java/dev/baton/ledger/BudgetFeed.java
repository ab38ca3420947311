package dev.baton.ledger;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Calls leased money back, on every instance: when a budget has changed, and when one instance has to
 * refuse while others hold unused leases.
 */
@Component
class BudgetFeed implements FeedListener {

    private static final Set<String> CALLS_BACK =
            Set.of(Budgets.CHANGED.name(), Budgets.RECALLED.name());

    private final Budgets budgets;

    BudgetFeed(Budgets budgets) {
        this.budgets = budgets;
    }

    @Override
    public void on(List<Event> events) {
        events.stream()
                .filter(event -> CALLS_BACK.contains(event.type()))
                .map(Event::tenant)
                .distinct()
                .forEach(budgets::callBack);
    }
}

package dev.baton.ledger;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import java.util.List;
import org.springframework.stereotype.Component;

/** Calls leased money back when a budget has changed, on every instance. */
@Component
class BudgetFeed implements FeedListener {

    private final Budgets budgets;

    BudgetFeed(Budgets budgets) {
        this.budgets = budgets;
    }

    @Override
    public void on(List<Event> events) {
        events.stream()
                .filter(event -> event.type().equals(Budgets.CHANGED.name()))
                .map(Event::tenant)
                .distinct()
                .forEach(budgets::callBack);
    }
}

package dev.baton.model;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.FeedListener;
import dev.baton.event.NewEvent;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.List;
import java.util.Map;

/**
 * Tells every instance that a connection, its models, prices or grants changed, so that none works
 * on from what it remembers: this one at the commit, the others through the feed.
 */
@Component
class ConnectionChanges implements FeedListener {

    static final EventType CONNECTION_UPDATED = EventType.internally("connection.updated");
    static final EventType EXCHANGE_RATE_UPDATED = EventType.internally("exchange_rate.updated");

    private final EventLog log;
    private final ReadyConnections connections;
    private final ExchangeRates rates;

    ConnectionChanges(EventLog log, ReadyConnections connections, ExchangeRates rates) {
        this.log = log;
        this.connections = connections;
        this.rates = rates;
    }

    /** To be called in the transaction of the change. */
    void connectionChanged(ConnectionId id) {
        log.append(new NewEvent(id.tenant(), CONNECTION_UPDATED, id.value(), Map.of(), null));
        afterCommit(() -> connections.forget(id));
    }

    void ratesChanged() {
        log.append(
                new NewEvent(
                        TenantId.PLATFORM,
                        EXCHANGE_RATE_UPDATED,
                        TenantId.PLATFORM.value(),
                        Map.of(),
                        null));
        afterCommit(rates::forget);
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().equals(CONNECTION_UPDATED.name())) {
                connections.forget(new ConnectionId(event.tenant(), event.subject()));
            } else if (event.type().equals(EXCHANGE_RATE_UPDATED.name())) {
                rates.forget();
            }
        }
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
    }
}

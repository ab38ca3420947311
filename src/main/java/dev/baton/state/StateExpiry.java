package dev.baton.state;

import dev.baton.event.EventLog;
import dev.baton.platform.Repeater;
import dev.baton.platform.database.DatabaseLock;
import dev.baton.platform.database.RetryingTransactions;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes away records whose time is over, and tells of it. Nobody reads them any more from that
 * moment on; that they are gone is told some seconds later.
 */
@Component
class StateExpiry implements SmartLifecycle {

    private static final int PART = 100;
    private static final Duration PACE = Duration.ofSeconds(5);

    private final DatabaseLock lock;
    private final StateStore store;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final Clock clock;
    private final Repeater repeater = new Repeater("state-expiry", this::round);

    StateExpiry(
            DatabaseLock lock,
            StateStore store,
            EventLog events,
            RetryingTransactions transactions,
            Clock clock) {
        this.lock = lock;
        this.store = store;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes away some of those whose time was over then, of each tenant, so that nobody waits for
     * another's many; answers how many it found of whoever has the most.
     */
    int sweep(Instant now) {
        var most = 0;
        for (var tenant : store.expiredAcrossTenants(now)) {
            var expired = store.expired(tenant, now, PART);
            expired.forEach(key -> transactions.run("state-expiry", () -> expire(key, now)));
            most = Math.max(most, expired.size());
        }
        return most;
    }

    /** Somebody may have written it anew meanwhile. */
    private void expire(StateKey key, Instant now) {
        store.hold(key)
                .filter(record -> !record.isThere(now))
                .ifPresent(
                        record -> {
                            store.delete(key);
                            events.append(StateEvents.expired(record));
                        });
    }

    private Duration round() {
        lock.tryRun(
                "state-expiry",
                _ -> {
                    while (sweep(clock.instant()) == PART
                            && !Thread.currentThread().isInterrupted()) {
                        // The next part.
                    }
                });
        return PACE;
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(5));
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }
}

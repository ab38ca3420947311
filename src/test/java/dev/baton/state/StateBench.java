package dev.baton.state;

import dev.baton.SettableClock;
import dev.baton.TestPeople;
import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.platform.database.DatabaseLock;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Shared state beside the running one, on the same tables, with a clock that a test moves. It is
 * years ahead, so the running one sweeps nothing of it.
 */
@Component
class StateBench {

    /** Small limits, the numbers that are shipped otherwise. */
    static final StateProperties PROPERTIES =
            new StateProperties(
                    DataSize.ofBytes(100),
                    3,
                    2,
                    Duration.ofSeconds(30),
                    Duration.ZERO,
                    Duration.ofMillis(1));

    final SettableClock clock = new SettableClock(Instant.parse("2040-01-01T00:00:00Z"));
    final SharedState state;
    final Locks locks;

    /** Another instance of the program, with the same clock. */
    final Locks otherLocks;

    final StateExpiry expiry;

    private final TestPeople people;
    private final EventLog events;

    StateBench(
            StateStore store,
            LockStore lockStore,
            Fences fences,
            StateNews news,
            JsonMapper json,
            EventLog events,
            DatabaseLock lock,
            RetryingTransactions transactions,
            TestPeople people) {
        this.people = people;
        this.events = events;
        var rest = new Rest(PROPERTIES);
        state =
                new SharedState(
                        store,
                        fences,
                        new StateJson(json, PROPERTIES),
                        events,
                        transactions,
                        new Turns(),
                        PROPERTIES,
                        clock);
        locks = new Locks(lockStore, fences, news, transactions, PROPERTIES, rest, clock);
        otherLocks = new Locks(lockStore, fences, news, transactions, PROPERTIES, rest, clock);
        expiry = new StateExpiry(lock, store, events, transactions, clock);
    }

    TenantId tenant() {
        return people.tenant().id();
    }

    static Actor somebody(TenantId tenant) {
        return TestPeople.operator(tenant);
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    List<Event> told(TenantId tenant, String type) {
        return events.after(tenant, type, 0, 1000);
    }
}

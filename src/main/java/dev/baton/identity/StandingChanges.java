package dev.baton.identity;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.EventType;
import dev.baton.event.FeedListener;
import dev.baton.event.NewEvent;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.TenantId;

import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import java.util.List;
import java.util.Map;

/**
 * Lets every instance forget where a person stands when that changes: this one at the commit, the
 * others when they hear of it.
 */
@Component
class StandingChanges implements FeedListener {

    private static final EventType CHANGED = EventType.internally("account.changed");

    private final EventLog events;
    private final Standings standings;

    StandingChanges(EventLog events, Standings standings) {
        this.events = events;
        this.standings = standings;
    }

    /** An account belongs to no tenant, so the platform's log carries it. */
    @EventListener
    void append(AccountChanged changed) {
        events.append(
                new NewEvent(
                        TenantId.PLATFORM,
                        CHANGED,
                        changed.account().value(),
                        Map.of(),
                        MDC.get(Trace.MDC_KEY)));
    }

    @TransactionalEventListener
    void forget(AccountChanged changed) {
        standings.forget(changed.account());
    }

    @Override
    public void on(List<Event> heard) {
        heard.stream()
                .filter(event -> event.type().equals(CHANGED.name()))
                .forEach(event -> standings.forget(new AccountId(event.subject())));
    }

    /** Declares the type to the catalogue. */
    @Configuration(proxyBeanMethods = false)
    static class Types {

        @Bean
        EventType accountChanged() {
            return CHANGED;
        }
    }
}

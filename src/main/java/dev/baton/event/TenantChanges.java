package dev.baton.event;

import dev.baton.platform.trace.Trace;
import dev.baton.tenant.TenantChanged;
import dev.baton.tenant.TenantDirectory;

import org.slf4j.MDC;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Appends the event of a changed tenant, and lets every instance forget what it remembers of it:
 * this one at the commit, the others when they hear of it.
 */
@Component
class TenantChanges implements FeedListener {

    private static final Set<String> TYPES =
            Set.of(
                    TenantEvents.CREATED.name(),
                    TenantEvents.UPDATED.name(),
                    TenantEvents.SUSPENDED.name(),
                    TenantEvents.RESUMED.name());

    private final EventLog events;
    private final TenantDirectory tenants;

    TenantChanges(EventLog events, TenantDirectory tenants) {
        this.events = events;
        this.tenants = tenants;
    }

    @EventListener
    void append(TenantChanged changed) {
        events.append(
                new NewEvent(
                        changed.tenant(),
                        type(changed.change()),
                        changed.tenant().value(),
                        Map.of("name", changed.name(), "slug", changed.slug()),
                        MDC.get(Trace.MDC_KEY)));
    }

    @TransactionalEventListener
    void forget(TenantChanged changed) {
        tenants.forget(changed.tenant());
    }

    @Override
    public void on(List<Event> heard) {
        heard.stream()
                .filter(event -> TYPES.contains(event.type()))
                .forEach(event -> tenants.forget(event.tenant()));
    }

    private static EventType type(TenantChanged.Change change) {
        return switch (change) {
            case CREATED -> TenantEvents.CREATED;
            case EDITED -> TenantEvents.UPDATED;
            case SUSPENDED -> TenantEvents.SUSPENDED;
            case RESUMED -> TenantEvents.RESUMED;
        };
    }
}

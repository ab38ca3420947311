package dev.baton.agent;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.platform.cache.Caches;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every tenant's agents, from memory. A change is heard at once on the instance that made it and
 * through the feed on the others.
 */
@Component
class AgentShelf implements FeedListener {

    private final AgentStore store;
    private final AgentVitals vitals;
    private final LoadingCache<TenantId, UsableAgents> cache;

    AgentShelf(AgentStore store, AgentVitals vitals, Caches caches) {
        this.store = store;
        this.vitals = vitals;
        this.cache =
                caches.make(
                        "agents",
                        Caffeine.newBuilder()
                                .maximumSize(20_000)
                                .expireAfterWrite(Duration.ofSeconds(60)),
                        store::usableBy);
    }

    UsableAgents of(TenantId tenant) {
        return cache.get(tenant);
    }

    /** One by name or id; one that another instance has just made is known here as well. */
    Optional<Agent> find(TenantId tenant, String nameOrId) {
        var known = of(tenant).find(nameOrId);
        if (known.isPresent() || !store.owns(tenant, nameOrId)) {
            return known;
        }
        cache.invalidate(tenant);
        return of(tenant).find(nameOrId);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(AgentChanged event) {
        forget(event.agent().tenant());
        if (event.change() == AgentChanged.Change.DELETED) {
            vitals.forget(event.agent());
        }
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (AgentEvents.areAbout(event)) {
                forget(event.tenant());
            }
        }
    }

    /** An agent of the platform may be anybody's. */
    private void forget(TenantId owner) {
        if (owner.equals(TenantId.PLATFORM)) {
            cache.invalidateAll();
        } else {
            cache.invalidate(owner);
        }
    }
}

package dev.baton.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The endpoints of tenants as the planner needs them, for every event; dropped when one changes. */
@Component
class EndpointShelf implements FeedListener {

    private final Endpoints endpoints;
    private final Cache<TenantId, List<Endpoint>> shelf =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofSeconds(30))
                    .build();

    EndpointShelf(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    List<Endpoint> of(TenantId tenant) {
        return shelf.get(tenant, endpoints::findByIdTenantOrderByCreatedAt);
    }

    void forget(TenantId tenant) {
        shelf.invalidate(tenant);
    }

    @Override
    public void on(List<Event> events) {
        events.stream()
                .filter(event -> event.type().startsWith("webhook."))
                .map(Event::tenant)
                .distinct()
                .forEach(this::forget);
    }
}

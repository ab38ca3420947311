package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The deliveries of an endpoint and what became of them, for people and the API. */
@Service
@Transactional(readOnly = true)
public class DeliveryDesk {

    private static final UUID LAST = new UUID(-1L, -1L);

    private final Endpoints endpoints;
    private final DeliveryStore deliveries;
    private final BacklogStore backlogs;
    private final DeliveryOrder order;
    private final AttemptStore attempts;
    private final EventLog events;

    DeliveryDesk(
            Endpoints endpoints,
            DeliveryStore deliveries,
            BacklogStore backlogs,
            DeliveryOrder order,
            AttemptStore attempts,
            EventLog events) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.backlogs = backlogs;
        this.order = order;
        this.attempts = attempts;
        this.events = events;
    }

    /** The number of the delivery that this one waits for, because its ordering key is the same. */
    public Optional<Long> waitsFor(Delivery delivery) {
        return delivery.status() == DeliveryStatus.PENDING
                ? order.before(delivery)
                : Optional.empty();
    }

    /** When the oldest of those that are held happened. */
    public Optional<Instant> heldSince(EndpointId endpoint) {
        return backlogs.heldSince(endpoint);
    }

    /** By endpoint. */
    public Map<UUID, Backlog> backlogs(TenantId tenant, List<UUID> endpoints) {
        return backlogs.counted(tenant, endpoints);
    }

    public Backlog backlog(EndpointId id) {
        return backlogs.counted(id.tenant(), List.of(id.value()))
                .getOrDefault(id.value(), Backlog.NONE);
    }

    /** How the latest attempts of each endpoint went, oldest first. */
    public Map<UUID, List<RecentAttempt>> recent(TenantId tenant, Collection<UUID> endpoints) {
        return attempts.recent(tenant, endpoints);
    }

    /** Newest first; {@code before} is the id of the last one of the page before. */
    public Page<Delivery> list(
            EndpointId id, @Nullable DeliveryStatus status, @Nullable UUID before, int limit) {
        endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
        return Page.of(
                deliveries.list(id, status, before == null ? LAST : before, limit + 1),
                limit,
                delivery -> delivery.id().toString());
    }

    /** Where events were delivered to, oldest first. */
    public List<Delivery> ofEvents(TenantId tenant, List<UUID> events) {
        return events.isEmpty() ? List.of() : deliveries.ofEvents(tenant, events);
    }

    /** A delivery of whichever endpoint. */
    public Delivery find(TenantId tenant, UUID delivery) {
        return deliveries.find(tenant, delivery).orElseThrow(() -> new DeliveryNotFound(delivery));
    }

    public Delivery get(EndpointId endpoint, UUID delivery) {
        return Optional.of(find(endpoint.tenant(), delivery))
                .filter(it -> it.endpoint().equals(endpoint.value()))
                .orElseThrow(() -> new DeliveryNotFound(delivery));
    }

    /** Newest first. */
    public List<DeliveryAttempt> attempts(Delivery delivery) {
        return attempts.of(delivery.tenant(), delivery.id());
    }

    /** The event of a delivery; empty once its partition is gone. */
    public Optional<Event> event(Delivery delivery) {
        return events.find(delivery.tenant(), delivery.event());
    }
}

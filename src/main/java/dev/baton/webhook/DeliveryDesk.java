package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;
import java.time.Clock;
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
@Transactional
public class DeliveryDesk {

    private static final UUID LAST = new UUID(-1L, -1L);

    private final Endpoints endpoints;
    private final EndpointStandings standings;
    private final DeliveryStore deliveries;
    private final AttemptStore attempts;
    private final HeldRelease releases;
    private final EventLog events;
    private final WorkQueue work;
    private final Clock clock;

    DeliveryDesk(
            Endpoints endpoints,
            EndpointStandings standings,
            DeliveryStore deliveries,
            AttemptStore attempts,
            HeldRelease releases,
            EventLog events,
            WorkQueue work,
            Clock clock) {
        this.endpoints = endpoints;
        this.standings = standings;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.releases = releases;
        this.events = events;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Sends a delivery again, whatever became of it, with all its attempts before it; its id stays
     * the same. Where the endpoint takes none at the moment, it is held.
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void resend(EndpointId endpoint, UUID delivery, Actor by) {
        var active = lock(endpoint).active();
        var known = find(endpoint, delivery);
        work.remove(DeliveryWorker.QUEUE, known.tenant(), known.id());
        if (!active) {
            deliveries.hold(known);
            return;
        }
        var now = clock.instant();
        deliveries.begin(List.of(known), now);
        work.add(DeliveryPlanner.work(known, now));
    }

    /**
     * Sends everything again that was given up in a time, some of it after the other; answers how
     * much that is.
     *
     * @param from when the event happened, this moment included
     * @param to not included
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    public int resendGivenUp(EndpointId endpoint, Instant from, Instant to, Actor by) {
        endpoints.findById(endpoint).orElseThrow(() -> new EndpointNotFound(endpoint));
        var count = deliveries.countGivenUp(endpoint, from, to);
        if (count > 0) {
            releases.resend(endpoint, from, to);
        }
        return count;
    }

    /** By endpoint. */
    @Transactional(readOnly = true)
    public Map<UUID, Backlog> backlogs(TenantId tenant, List<UUID> endpoints) {
        return deliveries.backlogs(tenant, endpoints);
    }

    @Transactional(readOnly = true)
    public Backlog backlog(EndpointId id) {
        return deliveries
                .backlogs(id.tenant(), List.of(id.value()))
                .getOrDefault(id.value(), Backlog.NONE);
    }

    /** How the latest attempts of each endpoint went, oldest first. */
    @Transactional(readOnly = true)
    public Map<UUID, List<RecentAttempt>> recent(TenantId tenant, Collection<UUID> endpoints) {
        return attempts.recent(tenant, endpoints);
    }

    /** Newest first; {@code before} is the id of the last one of the page before. */
    @Transactional(readOnly = true)
    public Page<Delivery> list(
            EndpointId id, @Nullable DeliveryStatus status, @Nullable UUID before, int limit) {
        endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
        return Page.of(
                deliveries.list(id, status, before == null ? LAST : before, limit + 1),
                limit,
                delivery -> delivery.id().toString());
    }

    /** Where events were delivered to, oldest first. */
    @Transactional(readOnly = true)
    public List<Delivery> ofEvents(TenantId tenant, List<UUID> events) {
        return events.isEmpty() ? List.of() : deliveries.ofEvents(tenant, events);
    }

    /** A delivery of whichever endpoint. */
    @Transactional(readOnly = true)
    public Delivery find(TenantId tenant, UUID delivery) {
        return deliveries.find(tenant, delivery).orElseThrow(() -> new DeliveryNotFound(delivery));
    }

    @Transactional(readOnly = true)
    public Delivery get(EndpointId endpoint, UUID delivery) {
        return find(endpoint, delivery);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<DeliveryAttempt> attempts(Delivery delivery) {
        return attempts.of(delivery.tenant(), delivery.id());
    }

    /** The event of a delivery; empty once its partition is gone. */
    @Transactional(readOnly = true)
    public Optional<Event> event(Delivery delivery) {
        return events.find(delivery.tenant(), delivery.event());
    }

    private Delivery find(EndpointId endpoint, UUID id) {
        return deliveries
                .find(endpoint.tenant(), id)
                .filter(delivery -> delivery.endpoint().equals(endpoint.value()))
                .orElseThrow(() -> new DeliveryNotFound(id));
    }

    private Standing lock(EndpointId id) {
        return standings.lock(id).orElseThrow(() -> new EndpointNotFound(id));
    }
}

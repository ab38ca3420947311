package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.FeedConsumer;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Turns each event into a delivery for every endpoint that wants it, once for the whole
 * installation. An endpoint that is not active gets its deliveries too: they are held.
 */
@Component
class DeliveryPlanner implements FeedConsumer {

    /** An endpoint's events are not delivered to itself: failing to tell it would tell it again. */
    private static final String ABOUT_WEBHOOKS = "webhook.";

    private final Endpoints endpoints;
    private final EndpointStandings standings;
    private final DeliveryStore deliveries;
    private final WorkQueue work;
    private final Clock clock;

    DeliveryPlanner(
            Endpoints endpoints,
            EndpointStandings standings,
            DeliveryStore deliveries,
            WorkQueue work,
            Clock clock) {
        this.endpoints = endpoints;
        this.standings = standings;
        this.deliveries = deliveries;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void consume(List<Event> events) {
        var told = events.stream().filter(event -> event.sequence() > 0).toList();
        if (told.isEmpty()) {
            return;
        }
        var wanted = new LinkedHashMap<EndpointId, List<Event>>();
        var known = endpointsOf(told);
        for (var event : told) {
            for (var endpoint : known.getOrDefault(event.tenant(), List.of())) {
                if (endpoint.wants(event.type()) && !isAbout(endpoint, event)) {
                    wanted.computeIfAbsent(endpoint.id(), _ -> new ArrayList<>()).add(event);
                }
            }
        }
        wanted.forEach(this::plan);
    }

    /** Read each time: of an endpoint that is a moment old no event may be missed. */
    private Map<TenantId, List<Endpoint>> endpointsOf(List<Event> events) {
        var tenants = events.stream().map(event -> event.tenant().value()).distinct().toList();
        return endpoints.findByTenants(tenants).stream()
                .collect(Collectors.groupingBy(endpoint -> endpoint.id().tenant()));
    }

    private void plan(EndpointId id, List<Event> events) {
        var standing = standings.lock(id);
        if (standing.isEmpty()) {
            return;
        }
        var active = standing.get().active();
        var now = clock.instant();
        var sequence = deliveries.nextSequences(id, events.size());
        var planned = new ArrayList<Delivery>(events.size());
        for (var event : events) {
            planned.add(Delivery.of(event, id, sequence++, active, Ids.next(), now));
        }
        deliveries.add(planned);
        if (active) {
            work.add(planned.stream().map(delivery -> work(delivery, now)).toList());
        }
    }

    static NewWork work(Delivery delivery, Instant dueAt) {
        return new NewWork(
                DeliveryWorker.QUEUE,
                delivery.tenant(),
                delivery.id(),
                Priority.NORMAL,
                dueAt,
                delivery.endpoint());
    }

    private static boolean isAbout(Endpoint endpoint, Event event) {
        return event.type().startsWith(ABOUT_WEBHOOKS)
                && event.subject().equals(endpoint.id().value());
    }
}

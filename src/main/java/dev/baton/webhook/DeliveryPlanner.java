package dev.baton.webhook;

import dev.baton.event.ChangeSignals;
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
    private final SequenceStore sequences;
    private final DeliveryStore deliveries;
    private final WorkQueue work;
    private final ChangeSignals signals;
    private final Clock clock;

    DeliveryPlanner(
            Endpoints endpoints,
            EndpointStandings standings,
            SequenceStore sequences,
            DeliveryStore deliveries,
            WorkQueue work,
            ChangeSignals signals,
            Clock clock) {
        this.endpoints = endpoints;
        this.standings = standings;
        this.sequences = sequences;
        this.deliveries = deliveries;
        this.work = work;
        this.signals = signals;
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
        var wanted = new LinkedHashMap<Endpoint, List<Event>>();
        var known = endpointsOf(told);
        for (var event : told) {
            for (var endpoint : known.getOrDefault(event.tenant(), List.of())) {
                if (endpoint.wants(event.type()) && !isAbout(endpoint, event)) {
                    wanted.computeIfAbsent(endpoint, _ -> new ArrayList<>()).add(event);
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

    private void plan(Endpoint endpoint, List<Event> events) {
        var id = endpoint.id();
        var standing = standings.lock(id);
        if (standing.isEmpty()) {
            return;
        }
        var active = standing.get().active();
        var now = clock.instant();
        var sequence = sequences.next(id, events.size());
        var planned = new ArrayList<Delivery>(events.size());
        for (var event : events) {
            planned.add(Delivery.of(event, endpoint, sequence++, active, Ids.next(), now));
        }
        var first = DeliveryOrder.first(planned);
        deliveries.add(
                planned.stream().map(it -> first.contains(it) ? it : it.waiting()).toList());
        if (active) {
            work.add(first.stream().map(delivery -> work(delivery, now)).toList());
        }
        signals.changed(id.tenant(), WebhookEvents.DELIVERIES);
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

package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.FeedConsumer;
import dev.baton.platform.Ids;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Turns each event into a delivery for every endpoint that wants it, once for the whole
 * installation. An endpoint that is not active gets its deliveries too: they are held.
 */
@Component
class DeliveryPlanner implements FeedConsumer {

    /** An endpoint's events are not delivered to itself: failing to tell it would tell it again. */
    private static final String ABOUT_WEBHOOKS = "webhook.";

    private final EndpointShelf shelf;
    private final Endpoints endpoints;
    private final DeliveryStore deliveries;
    private final WorkQueue work;
    private final Clock clock;

    DeliveryPlanner(
            EndpointShelf shelf,
            Endpoints endpoints,
            DeliveryStore deliveries,
            WorkQueue work,
            Clock clock) {
        this.shelf = shelf;
        this.endpoints = endpoints;
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
        var wanted = new LinkedHashMap<EndpointId, List<Event>>();
        for (var event : events) {
            if (event.sequence() == 0) {
                continue;
            }
            for (var endpoint : shelf.of(event.tenant())) {
                if (endpoint.wants(event.type()) && !isAbout(endpoint, event)) {
                    wanted.computeIfAbsent(endpoint.id(), _ -> new ArrayList<>()).add(event);
                }
            }
        }
        wanted.forEach(this::plan);
    }

    private void plan(EndpointId id, List<Event> events) {
        // The shelf may be a second old; whether the endpoint still takes events may not be.
        var endpoint = endpoints.findById(id).orElse(null);
        if (endpoint == null) {
            return;
        }
        var now = clock.instant();
        var sequence = deliveries.nextSequences(id, events.size());
        var planned = new ArrayList<Delivery>(events.size());
        for (var event : events) {
            planned.add(delivery(endpoint, event, sequence++, now));
        }
        deliveries.add(planned);
        if (endpoint.isActive()) {
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

    private static Delivery delivery(
            Endpoint endpoint, Event event, long sequence, Instant now) {
        var active = endpoint.isActive();
        return new Delivery(
                event.tenant(),
                Ids.next(),
                endpoint.id().value(),
                event.id(),
                event.type(),
                sequence,
                active ? DeliveryStatus.PENDING : DeliveryStatus.HELD,
                0,
                now,
                active ? now : null);
    }

    private static boolean isAbout(Endpoint endpoint, Event event) {
        return event.type().startsWith(ABOUT_WEBHOOKS)
                && event.subject().equals(endpoint.id().value());
    }
}

package dev.baton.webhook;

import dev.baton.event.EventLog;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sends deliveries, each until it is accepted or its attempts are used up. */
@Component
class DeliveryWorker implements Worker {

    static final String QUEUE = "delivery";

    private static final int CONCURRENCY = 128;

    /** So that an endpoint that is slow or dead holds up no other. */
    private static final int PER_ENDPOINT = 8;

    private final Endpoints endpoints;
    private final DeliveryStore deliveries;
    private final DeliveryOrder order;
    private final EndpointPaces paces;
    private final EventLog events;
    private final WebhookSender sender;
    private final DeliveryOutcomes outcomes;
    private final WorkQueue work;
    private final Clock clock;

    DeliveryWorker(
            Endpoints endpoints,
            DeliveryStore deliveries,
            DeliveryOrder order,
            EndpointPaces paces,
            EventLog events,
            WebhookSender sender,
            DeliveryOutcomes outcomes,
            WorkQueue work,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.order = order;
        this.paces = paces;
        this.events = events;
        this.sender = sender;
        this.outcomes = outcomes;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public int laneConcurrency() {
        return PER_ENDPOINT;
    }

    @Override
    public int maxAttempts() {
        return RetryPlan.MOST_ATTEMPTS;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(30);
    }

    /** A fault of our own is no reason to use up a delivery's attempts within minutes. */
    @Override
    public Duration backoff(int attempts) {
        var waits = RetryPlan.STANDARD.waits();
        return waits.get(Math.min(attempts, waits.size() - 1));
    }

    @Override
    public void work(Claim claim) {
        var delivery = deliveries.find(claim.tenant(), claim.id()).orElse(null);
        if (delivery == null || delivery.status() != DeliveryStatus.PENDING) {
            outcomes.drop(claim);
            return;
        }
        var endpoint = endpoints.findById(delivery.endpointId()).orElse(null);
        if (endpoint == null || !endpoint.isActive()) {
            outcomes.hold(claim, delivery);
            return;
        }
        var throttled = endpoint.throttledUntil().filter(clock.instant()::isBefore);
        if (throttled.isPresent()) {
            outcomes.postpone(claim, delivery, throttled.get());
            return;
        }
        if (order.before(delivery).isPresent()) {
            outcomes.stepBack(claim, delivery);
            return;
        }
        var turn = turn(endpoint, delivery);
        if (turn.isPresent()) {
            outcomes.queue(claim, delivery, turn.get());
            return;
        }
        send(claim, endpoint, delivery);
    }

    private Optional<Instant> turn(Endpoint endpoint, Delivery delivery) {
        var rate = endpoint.rules().perSecond();
        return rate == null
                ? Optional.empty()
                : paces.turn(endpoint.id(), rate, delivery, clock.instant());
    }

    private void send(Claim claim, Endpoint endpoint, Delivery delivery) {
        var event = events.find(claim.tenant(), delivery.event()).orElse(null);
        if (event == null) {
            outcomes.giveUp(claim, delivery);
            return;
        }
        if (event.traceId() != null) {
            CurrentTrace.goOn(Trace.of(event.traceId(), null));
        }
        if (!work.isOwned(claim)) {
            outcomes.handBack(claim);
            return;
        }
        outcomes.record(
                claim,
                delivery,
                endpoint.retryPlan(),
                sender.send(
                        endpoint, event, delivery.id(), delivery.sequence(), claim.attempt()));
    }

    /** Its tries were used up without ever being recorded: the process died in each of them. */
    @Override
    public void buried(Claim claim, String reason) {
        deliveries
                .find(claim.tenant(), claim.id())
                .ifPresent(delivery -> outcomes.buried(delivery, claim.attempt()));
    }
}

package dev.baton.webhook;

import dev.baton.event.EventLog;
import dev.baton.work.Claim;
import dev.baton.work.Worker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Sends deliveries, each until it is accepted or its ten attempts are used up. */
@Component
class DeliveryWorker implements Worker {

    static final String QUEUE = "delivery";

    private static final int CONCURRENCY = 128;

    /** So that an endpoint that is slow or dead holds up no other. */
    private static final int PER_ENDPOINT = 8;

    private final Endpoints endpoints;
    private final DeliveryStore deliveries;
    private final EventLog events;
    private final WebhookSender sender;
    private final DeliveryOutcomes outcomes;
    private final Clock clock;

    DeliveryWorker(
            Endpoints endpoints,
            DeliveryStore deliveries,
            EventLog events,
            WebhookSender sender,
            DeliveryOutcomes outcomes,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.events = events;
        this.sender = sender;
        this.outcomes = outcomes;
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
        return RetrySchedule.ATTEMPTS;
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(30);
    }

    /** A fault of our own is no reason to use up a delivery's attempts within minutes. */
    @Override
    public Duration backoff(int attempts) {
        return RetrySchedule.WAITS.get(Math.min(attempts, RetrySchedule.ATTEMPTS - 1));
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
        var event = events.find(claim.tenant(), delivery.event()).orElse(null);
        if (event == null) {
            outcomes.giveUp(claim, delivery);
            return;
        }
        outcomes.record(
                claim,
                delivery,
                sender.send(
                        endpoint, event, delivery.id(), delivery.sequence(), claim.attempt()));
    }

    /** Its tries were used up without ever being recorded: the process died in each of them. */
    @Override
    public void buried(Claim claim, String reason) {
        deliveries
                .find(claim.tenant(), claim.id())
                .ifPresent(delivery -> outcomes.exhausted(delivery, claim.attempt()));
    }
}

package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ThreadLocalRandom;
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
    private final EndpointShelf shelf;
    private final EventLog events;
    private final WebhookSender sender;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    DeliveryWorker(
            Endpoints endpoints,
            DeliveryStore deliveries,
            EndpointShelf shelf,
            EventLog events,
            WebhookSender sender,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.shelf = shelf;
        this.events = events;
        this.sender = sender;
        this.work = work;
        this.transactions = transactions;
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

    @Override
    public void work(Claim claim) {
        var delivery = deliveries.find(claim.tenant(), claim.id()).orElse(null);
        if (delivery == null || delivery.status() != DeliveryStatus.PENDING) {
            transactions.run(() -> work.complete(claim));
            return;
        }
        var endpoint =
                endpoints
                        .findById(new EndpointId(claim.tenant(), delivery.endpoint()))
                        .orElseThrow();
        if (!endpoint.isActive()) {
            transactions.run(() -> hold(claim, delivery));
            return;
        }
        var event = events.find(claim.tenant(), delivery.event()).orElseThrow();
        send(claim, delivery, endpoint, event);
    }

    /** Its tries were used up without ever being recorded: the process died in each of them. */
    @Override
    public void buried(Claim claim, String reason) {
        deliveries
                .find(claim.tenant(), claim.id())
                .ifPresent(delivery -> exhausted(delivery, claim.attempt()));
    }

    private void send(Claim claim, Delivery delivery, Endpoint endpoint, Event event) {
        var sent =
                sender.send(
                        endpoint, event, delivery.id(), delivery.sequence(), claim.attempt());
        transactions.run(
                () -> record(claim, delivery, endpoint.id(), sent.attempt(), sent.outcome()));
    }

    private void record(
            Claim claim,
            Delivery delivery,
            EndpointId id,
            DeliveryAttempt attempt,
            AttemptOutcome outcome) {
        deliveries.add(claim.tenant(), attempt);
        if (outcome.succeeded()) {
            deliveries.update(
                    claim.tenant(),
                    delivery.id(),
                    DeliveryStatus.DELIVERED,
                    claim.attempt(),
                    null);
            work.complete(claim);
            forgiveFailures(id);
            return;
        }
        if (blame(id, delivery, outcome)) {
            hold(claim, delivery);
            return;
        }
        var next =
                RetrySchedule.next(
                        claim.attempt(),
                        clock.instant(),
                        outcome.wish(),
                        ThreadLocalRandom.current());
        if (next.isEmpty()) {
            exhausted(delivery, claim.attempt());
            work.complete(claim);
            return;
        }
        deliveries.update(
                claim.tenant(),
                delivery.id(),
                DeliveryStatus.PENDING,
                claim.attempt(),
                next.get());
        work.retry(claim, next.get(), String.valueOf(outcome.failure()));
    }

    /** Notes the failure at the endpoint; true when that disabled it. */
    private boolean blame(EndpointId id, Delivery delivery, AttemptOutcome outcome) {
        var endpoint = endpoints.findById(id).orElseThrow();
        var now = clock.instant();
        var known = endpoint.isFailing();
        endpoint.failed(now);
        var reason = outcome.gone() ? "gone" : endpoint.hasFailedTooLong(now) ? "failing" : null;
        if (reason != null && endpoint.isActive()) {
            endpoint.disable(reason);
            events.append(disabled(endpoint, delivery, reason));
            shelf.forget(id.tenant());
        }
        if (reason != null || !known) {
            endpoints.save(endpoint);
        }
        return reason != null;
    }

    private void forgiveFailures(EndpointId id) {
        var endpoint = endpoints.findById(id).orElseThrow();
        if (endpoint.isFailing()) {
            endpoint.succeeded();
            endpoints.save(endpoint);
        }
    }

    private void hold(Claim claim, Delivery delivery) {
        deliveries.update(
                claim.tenant(), delivery.id(), DeliveryStatus.HELD, delivery.attempts(), null);
        work.complete(claim);
    }

    private void exhausted(Delivery delivery, int attempts) {
        deliveries.update(
                delivery.tenant(), delivery.id(), DeliveryStatus.EXHAUSTED, attempts, null);
        var data = new HashMap<String, Object>();
        data.put("endpoint_id", delivery.endpoint().toString());
        data.put("delivery_id", delivery.id().toString());
        data.put("event_id", delivery.event().toString());
        data.put("event_type", delivery.eventType());
        data.put("attempts", attempts);
        events.append(
                new NewEvent(
                        delivery.tenant(),
                        WebhookEvents.EXHAUSTED,
                        delivery.endpoint(),
                        data,
                        null));
    }

    private static NewEvent disabled(Endpoint endpoint, Delivery delivery, String reason) {
        var data = new HashMap<String, Object>();
        data.put("endpoint_id", endpoint.id().value().toString());
        data.put("url", endpoint.url().toString());
        data.put("reason", reason);
        data.put("delivery_id", delivery.id().toString());
        data.put("event_type", delivery.eventType());
        return new NewEvent(
                delivery.tenant(),
                WebhookEvents.DISABLED,
                endpoint.id().value(),
                data,
                null);
    }
}

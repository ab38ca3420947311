package dev.baton.webhook;

import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * Writes what became of a claimed delivery and what follows from it, each in one transaction that
 * holds only while the claim does. The endpoint's row is locked first, everywhere.
 */
@Component
class DeliveryOutcomes {

    private static final String WHERE = "webhook";

    private final EndpointStandings standings;
    private final Endpoints endpoints;
    private final DeliveryStore deliveries;
    private final AttemptStore attempts;
    private final EventLog events;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    DeliveryOutcomes(
            EndpointStandings standings,
            Endpoints endpoints,
            DeliveryStore deliveries,
            AttemptStore attempts,
            EventLog events,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.standings = standings;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.events = events;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** There is nothing to send any more. */
    void drop(Claim claim) {
        transactions.run(WHERE, () -> work.complete(claim));
    }

    /** The endpoint takes none now; should somebody just have activated it, it is sent after all. */
    void hold(Claim claim, Delivery delivery) {
        transactions.run(
                WHERE,
                () -> {
                    if (isActive(delivery)) {
                        work.postpone(claim, clock.instant());
                    } else {
                        deliveries.hold(delivery);
                        work.complete(claim);
                    }
                });
    }

    /** Waits until the receiver wants to hear again; that is no attempt. */
    void postpone(Claim claim, Delivery delivery, Instant until) {
        var dueAt =
                RetrySchedule.afterThrottle(
                        clock.instant(), until, ThreadLocalRandom.current());
        transactions.run(
                WHERE,
                () -> {
                    deliveries.await(delivery, dueAt);
                    work.postpone(claim, dueAt);
                });
    }

    /** What it would tell is not kept any more. */
    void giveUp(Claim claim, Delivery delivery) {
        transactions.run(
                WHERE,
                () -> {
                    exhausted(delivery, delivery.attempts());
                    work.complete(claim);
                });
    }

    /** Joins the caller's transaction. */
    void exhausted(Delivery delivery, int tries) {
        deliveries.exhaust(delivery, tries);
        events.append(
                new NewEvent(
                        delivery.tenant(),
                        WebhookEvents.EXHAUSTED,
                        delivery.endpoint(),
                        Map.of(
                                "endpoint_id", delivery.endpoint().toString(),
                                "delivery_id", delivery.id().toString(),
                                "event_id", delivery.event().toString(),
                                "event_type", delivery.eventType(),
                                "attempts", tries),
                        null));
    }

    void record(Claim claim, Delivery delivery, WebhookSender.Sent sent) {
        transactions.run(
                WHERE,
                () -> {
                    if (sent.outcome().succeeded()) {
                        delivered(claim, delivery, sent.attempt());
                    } else {
                        failed(claim, delivery, sent);
                    }
                });
    }

    private void delivered(Claim claim, Delivery delivery, DeliveryAttempt attempt) {
        standings.succeeded(delivery.endpointId());
        attempts.add(delivery.tenant(), attempt);
        deliveries.attempted(delivery, attempt, DeliveryStatus.DELIVERED, null);
        work.complete(claim);
    }

    private void failed(Claim claim, Delivery delivery, WebhookSender.Sent sent) {
        var attempt = sent.attempt();
        var outcome = sent.outcome();
        var active = blame(delivery, outcome);
        attempts.add(delivery.tenant(), attempt);
        var next =
                RetrySchedule.next(
                        claim.attempt(),
                        clock.instant(),
                        outcome.wish(),
                        ThreadLocalRandom.current());
        if (!active && (next.isPresent() || outcome.gone())) {
            deliveries.attempted(delivery, attempt, DeliveryStatus.HELD, null);
            work.complete(claim);
        } else if (next.isEmpty()) {
            deliveries.attempted(delivery, attempt, DeliveryStatus.EXHAUSTED, null);
            exhausted(delivery, claim.attempt());
            work.complete(claim);
        } else {
            deliveries.attempted(delivery, attempt, DeliveryStatus.PENDING, next.get());
            work.retry(claim, next.get(), String.valueOf(outcome.failure()));
        }
    }

    /** Notes the failure at the endpoint, which may disable it; whether it still takes deliveries. */
    private boolean blame(Delivery delivery, AttemptOutcome outcome) {
        var id = delivery.endpointId();
        var standing = standings.lock(id).orElse(null);
        if (standing == null || !standing.active()) {
            return false;
        }
        var now = clock.instant();
        standings.failed(id, now);
        if (outcome.throttling()) {
            standings.throttle(id, RetrySchedule.throttledUntil(now, outcome.wish()));
        }
        if (outcome.gone() || standing.hasFailedTooLong(now)) {
            disable(delivery, outcome.gone() ? "gone" : "failing");
            return false;
        }
        return true;
    }

    private void disable(Delivery delivery, String reason) {
        var url = endpoints.findById(delivery.endpointId()).orElseThrow().url();
        standings.disable(delivery.endpointId(), reason);
        events.append(
                new NewEvent(
                        delivery.tenant(),
                        WebhookEvents.DISABLED,
                        delivery.endpoint(),
                        Map.of(
                                "endpoint_id", delivery.endpoint().toString(),
                                "url", url.toString(),
                                "reason", reason,
                                "delivery_id", delivery.id().toString(),
                                "event_type", delivery.eventType()),
                        null));
    }

    private boolean isActive(Delivery delivery) {
        return standings.lock(delivery.endpointId()).map(Standing::active).orElse(false);
    }
}

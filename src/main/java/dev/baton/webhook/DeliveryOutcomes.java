package dev.baton.webhook;

import dev.baton.event.ChangeSignals;
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
 * holds only while the claim does. Whoever else changes them locks in the same order: the endpoint's
 * row, the delivery's, then its work.
 */
@Component
class DeliveryOutcomes {

    private static final String WHERE = "webhook";

    private final EndpointStandings standings;
    private final Endpoints endpoints;
    private final DeliveryProgress progress;
    private final DeliveryOrder order;
    private final AttemptStore attempts;
    private final EventLog events;
    private final WorkQueue work;
    private final ChangeSignals signals;
    private final RetryingTransactions transactions;
    private final Clock clock;

    DeliveryOutcomes(
            EndpointStandings standings,
            Endpoints endpoints,
            DeliveryProgress progress,
            DeliveryOrder order,
            AttemptStore attempts,
            EventLog events,
            WorkQueue work,
            ChangeSignals signals,
            RetryingTransactions transactions,
            Clock clock) {
        this.standings = standings;
        this.endpoints = endpoints;
        this.progress = progress;
        this.order = order;
        this.attempts = attempts;
        this.events = events;
        this.work = work;
        this.signals = signals;
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
                        progress.hold(delivery);
                        work.complete(claim);
                        followedBy(delivery);
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
                    progress.await(delivery, dueAt);
                    work.postpone(claim, dueAt);
                });
    }

    /** Its lease may have ended before anything was sent; if nobody else has it, it is begun anew. */
    void handBack(Claim claim) {
        transactions.run(WHERE, () -> work.postpone(claim, clock.instant()));
    }

    /** Leaves it until the one before it ends, unless that has just happened; that is no attempt. */
    void stepBack(Claim claim, Delivery delivery) {
        transactions.run(
                WHERE,
                () -> {
                    standings.lock(delivery.endpointId());
                    if (order.before(delivery).isEmpty()) {
                        work.postpone(claim, clock.instant());
                    } else {
                        progress.stepBack(delivery);
                        work.complete(claim);
                    }
                });
    }

    /** Waits for its turn under the endpoint's rate; that is no attempt. */
    void queue(Claim claim, Delivery delivery, Instant turn) {
        transactions.run(
                WHERE,
                () -> {
                    progress.queue(delivery, turn);
                    work.postpone(claim, turn);
                });
    }

    /** What it would tell is not kept any more. */
    void giveUp(Claim claim, Delivery delivery) {
        transactions.run(
                WHERE,
                () -> {
                    standings.lock(delivery.endpointId());
                    exhausted(delivery, delivery.attempts());
                    work.complete(claim);
                });
    }

    /** Its process died in each attempt. Joins the caller's transaction. */
    void buried(Delivery delivery, int tries) {
        standings.lock(delivery.endpointId());
        exhausted(delivery, tries);
    }

    private void exhausted(Delivery delivery, int tries) {
        progress.exhaust(delivery, tries);
        followedBy(delivery);
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

    void record(Claim claim, Delivery delivery, RetryPlan plan, WebhookSender.Sent sent) {
        transactions.run(
                WHERE,
                () -> {
                    if (sent.outcome().succeeded()) {
                        delivered(claim, delivery, sent.attempt());
                    } else {
                        failed(claim, delivery, plan, sent);
                    }
                });
        signals.changed(delivery.tenant(), WebhookEvents.DELIVERIES);
    }

    private void delivered(Claim claim, Delivery delivery, DeliveryAttempt attempt) {
        if (delivery.orderKey() != null) {
            standings.lock(delivery.endpointId());
        }
        standings.succeeded(delivery.endpointId());
        attempts.add(delivery.tenant(), attempt);
        progress.attempted(delivery, attempt, DeliveryStatus.DELIVERED, null);
        work.complete(claim);
        followedBy(delivery);
    }

    /** The next with its ordering key is due, unless it is already. */
    private void followedBy(Delivery ended) {
        order.after(ended)
                .ifPresent(
                        next -> {
                            var now = clock.instant();
                            if (work.addMissing(DeliveryPlanner.work(next, now))) {
                                progress.await(next, now);
                            }
                        });
    }

    private void failed(
            Claim claim, Delivery delivery, RetryPlan plan, WebhookSender.Sent sent) {
        var attempt = sent.attempt();
        var outcome = sent.outcome();
        var active = blame(delivery, outcome);
        attempts.add(delivery.tenant(), attempt);
        var next =
                RetrySchedule.next(
                        plan,
                        claim.attempt(),
                        clock.instant(),
                        outcome.wish(),
                        ThreadLocalRandom.current());
        if (!active && (next.isPresent() || outcome.gone())) {
            progress.attempted(delivery, attempt, DeliveryStatus.HELD, null);
            work.complete(claim);
            followedBy(delivery);
        } else if (next.isEmpty()) {
            progress.attempted(delivery, attempt, DeliveryStatus.EXHAUSTED, null);
            exhausted(delivery, claim.attempt());
            work.complete(claim);
        } else {
            progress.attempted(delivery, attempt, DeliveryStatus.PENDING, next.get());
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

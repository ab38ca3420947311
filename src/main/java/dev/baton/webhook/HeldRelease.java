package dev.baton.webhook;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Lets an endpoint's held deliveries go, and those that were given up and are wanted again, some at a
 * time: there may be very many, and whoever activates the endpoint need not wait for all, nor does a
 * crash in between lose the rest.
 */
@Component
class HeldRelease implements Worker {

    static final String QUEUE = "delivery-release";

    private static final int BATCH = 500;
    private static final int CONCURRENCY = 4;
    private static final int ATTEMPTS = 20;
    private static final UUID NONE = new UUID(0, 0);

    private final EndpointStandings standings;
    private final EndpointPaces paces;
    private final DeliveryStore deliveries;
    private final DeliveryProgress progress;
    private final ResendingStore resendings;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    HeldRelease(
            EndpointStandings standings,
            EndpointPaces paces,
            DeliveryStore deliveries,
            DeliveryProgress progress,
            ResendingStore resendings,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.standings = standings;
        this.paces = paces;
        this.deliveries = deliveries;
        this.progress = progress;
        this.resendings = resendings;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Begins after the caller's transaction has committed. */
    void begin(EndpointId id) {
        work.remove(QUEUE, id.tenant(), id.value());
        work.add(
                new NewWork(
                        QUEUE, id.tenant(), id.value(), Priority.HIGH, clock.instant(), null));
    }

    /** The same, after what was given up in a time, this moment included. */
    void resend(Resending wish) {
        resendings.add(wish);
        begin(wish.endpoint());
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
    public int maxAttempts() {
        return ATTEMPTS;
    }

    @Override
    public void work(Claim claim) {
        var endpoint = new EndpointId(claim.tenant(), claim.id());
        for (var wish = resendings.next(endpoint);
                wish.isPresent();
                wish = resendings.next(endpoint)) {
            grant(wish.get());
        }
        var released = BATCH;
        while (released == BATCH) {
            released = transactions.call("webhook_release", () -> release(endpoint));
        }
        hurry(endpoint);
        transactions.run("webhook_release", () -> work.complete(claim));
    }

    /**
     * Gives those that queue for the endpoint's rate new turns: it may be another one now. Only up to
     * the last turn of now, or it would go on after those that got theirs from it.
     */
    private void hurry(EndpointId endpoint) {
        var begin = Turn.endOf(clock.instant());
        var last = deliveries.lastTurn(endpoint, begin.at());
        if (last.isEmpty()) {
            return;
        }
        transactions.run("webhook_release", () -> paces.forgetQueue(endpoint));
        var next = Optional.of(begin);
        while (next.isPresent()) {
            var after = next.get();
            next = transactions.call("webhook_release", () -> hurry(endpoint, after, last.get()));
        }
    }

    private Optional<Turn> hurry(EndpointId endpoint, Turn after, Instant until) {
        if (!isActive(endpoint)) {
            return Optional.empty();
        }
        var some = deliveries.queued(endpoint, after, until, BATCH);
        var now = clock.instant();
        var first = begin(some, now);
        work.remove(
                DeliveryWorker.QUEUE,
                endpoint.tenant(),
                some.stream().map(Delivery::id).toList());
        send(first, now);
        return some.size() < BATCH
                ? Optional.empty()
                : Optional.of(Turn.of(some.getLast()));
    }

    private void grant(Resending wish) {
        var last = NONE;
        do {
            var after = last;
            last = transactions.call("webhook_release", () -> grant(wish, after));
        } while (!last.equals(NONE));
    }

    /** Answers the last one that was looked at, if there may be more. */
    private UUID grant(Resending wish, UUID after) {
        var active = isActive(wish.endpoint());
        var some = deliveries.givenUp(wish.endpoint(), after, BATCH);
        var wanted = some.stream().filter(wish::covers).toList();
        if (active) {
            letGo(wanted);
        } else {
            progress.hold(wanted);
        }
        resendings.sent(wish, wanted.size());
        if (some.size() == BATCH) {
            return some.getLast().id();
        }
        resendings.done(wish, clock.instant());
        return NONE;
    }

    private int release(EndpointId endpoint) {
        if (!isActive(endpoint)) {
            return 0;
        }
        var held = deliveries.held(endpoint, BATCH);
        letGo(held);
        return held.size();
    }

    private void letGo(List<Delivery> some) {
        var now = clock.instant();
        send(begin(some, now), now);
    }

    /** Answers those that need not wait for another one. */
    private Set<Delivery> begin(List<Delivery> some, Instant now) {
        var first = DeliveryOrder.first(some);
        progress.begin(first, now);
        progress.begin(some.stream().filter(it -> !first.contains(it)).toList(), null);
        return first;
    }

    private void send(Set<Delivery> first, Instant now) {
        work.add(first.stream().map(delivery -> DeliveryPlanner.work(delivery, now)).toList());
    }

    /** Locks it, as whoever holds or lets go a delivery does. */
    private boolean isActive(EndpointId endpoint) {
        return standings.lock(endpoint).map(Standing::active).orElse(false);
    }
}

package dev.baton.webhook;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Lets an endpoint's held deliveries go, some at a time: there may be very many, and whoever
 * activates the endpoint need not wait for all, nor does a crash in between lose the rest.
 */
@Component
class HeldRelease implements Worker {

    static final String QUEUE = "delivery-release";

    private static final int BATCH = 500;
    private static final int CONCURRENCY = 4;
    private static final int ATTEMPTS = 20;

    private final EndpointStandings standings;
    private final DeliveryStore deliveries;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    HeldRelease(
            EndpointStandings standings,
            DeliveryStore deliveries,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.standings = standings;
        this.deliveries = deliveries;
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
        var released = BATCH;
        while (released == BATCH) {
            released = transactions.call("webhook_release", () -> release(endpoint));
        }
        transactions.run("webhook_release", () -> work.complete(claim));
    }

    private int release(EndpointId endpoint) {
        var active = standings.lock(endpoint).map(Standing::active).orElse(false);
        if (!active) {
            return 0;
        }
        var now = clock.instant();
        var held = deliveries.held(endpoint, BATCH);
        deliveries.begin(held, now);
        work.add(held.stream().map(delivery -> DeliveryPlanner.work(delivery, now)).toList());
        return held.size();
    }
}

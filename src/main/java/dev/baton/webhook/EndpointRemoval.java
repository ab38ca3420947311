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
 * Removes the deliveries of a deleted endpoint, some at a time, and the endpoint after them: there
 * may be very many, and whoever deletes it need not wait, nor does a crash in between leave the rest.
 */
@Component
class EndpointRemoval implements Worker {

    static final String QUEUE = "endpoint-removal";

    private static final String WHERE = "webhook_removal";
    private static final int BATCH = 500;
    private static final int CONCURRENCY = 2;
    private static final int ATTEMPTS = 20;

    private final EndpointStandings standings;
    private final SequenceStore sequences;
    private final DeliveryStore deliveries;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    EndpointRemoval(
            EndpointStandings standings,
            SequenceStore sequences,
            DeliveryStore deliveries,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.standings = standings;
        this.sequences = sequences;
        this.deliveries = deliveries;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Begins after the caller's transaction, in which the endpoint was deleted, has committed. */
    void begin(EndpointId id) {
        work.add(
                new NewWork(QUEUE, id.tenant(), id.value(), Priority.LOW, clock.instant(), null));
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
        var removed = BATCH;
        while (removed == BATCH) {
            removed = transactions.call(WHERE, () -> removeSome(endpoint));
        }
        transactions.run(
                WHERE,
                () -> {
                    standings.forget(endpoint);
                    sequences.forget(endpoint);
                    work.complete(claim);
                });
    }

    private int removeSome(EndpointId endpoint) {
        var some = deliveries.some(endpoint, BATCH);
        deliveries.remove(endpoint.tenant(), some);
        work.remove(DeliveryWorker.QUEUE, endpoint.tenant(), some);
        return some.size();
    }
}

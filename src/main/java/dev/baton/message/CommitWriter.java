package dev.baton.message;

import dev.baton.ledger.Budgets;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.LeaseLost;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Writes the batches of the {@link GroupCommit}, for its one thread. A batch that the database refuses
 * or that ends in an error is split until the bad record stands alone, so that it harms nobody else.
 */
@Component
class CommitWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);

    private final CommitBatch batches;
    private final RetryingTransactions transactions;
    private final Budgets budgets;
    private final MessageMetrics metrics;
    private final DistributionSummary sizes;
    private final Timer durations;
    private final PersistentAccess access = new PersistentAccess();

    /**
     * Calls of the batch in hand that are settled in memory: a fault in the midst lets the batch
     * begin anew, and nobody pays twice for that.
     */
    private final Set<UUID> settled = new HashSet<>();

    /** Calls of the batch in hand that cost this instance's lease nothing. */
    private final Set<UUID> paidByOthers = new HashSet<>();

    CommitWriter(
            CommitBatch batches,
            RetryingTransactions transactions,
            Budgets budgets,
            MessageMetrics metrics,
            MeterRegistry meters) {
        this.batches = batches;
        this.transactions = transactions;
        this.budgets = budgets;
        this.metrics = metrics;
        this.sizes = DistributionSummary.builder("baton_commit_batch_size").register(meters);
        this.durations = Timer.builder("baton_commit").register(meters);
    }

    /** Whether nothing could be written for a while. */
    boolean isStalled() {
        return access.isStalled();
    }

    /** Returns when every record is written or given up, however long that takes. */
    void write(List<CommitRecord> batch) throws InterruptedException {
        try {
            writeAll(batch);
            settled.clear();
            paidByOthers.clear();
        } catch (RuntimeException | Error fault) {
            access.failing();
            throw fault;
        }
    }

    private void writeAll(List<CommitRecord> batch) throws InterruptedException {
        try {
            access.untilAnswered(() -> durations.record(() -> commit(batch)));
        } catch (RuntimeException | Error refusal) {
            isolate(batch, refusal);
            return;
        }
        sizes.record(batch.size());
        batch.forEach(this::confirm);
    }

    private boolean commit(List<CommitRecord> batch) {
        paidByOthers.addAll(transactions.call(() -> batches.write(batch)));
        return true;
    }

    private void isolate(List<CommitRecord> batch, Throwable refusal)
            throws InterruptedException {
        if (batch.size() > 1) {
            var middle = batch.size() / 2;
            writeAll(List.copyOf(batch.subList(0, middle)));
            writeAll(List.copyOf(batch.subList(middle, batch.size())));
            return;
        }
        var record = batch.getFirst();
        try {
            alone(record, refusal);
        } catch (RuntimeException | Error fault) {
            LOG.error("{} is given up after {}", record.name(), refusal.toString(), fault);
            record.giveUp(fault);
        }
    }

    private void alone(CommitRecord record, Throwable failure) throws InterruptedException {
        if (failure instanceof DuplicateKeyException
                && access.untilAnswered(() -> transactions.call(() -> batches.isWritten(record)))) {
            // The commit succeeded and only its confirmation was lost with the connection.
            confirm(record);
            return;
        }
        switch (record) {
            case CommitRecord.Finished finished -> refused(finished, failure);
            case CommitRecord.Freed _ -> record.giveUp(failure);
            case CommitRecord.Opened _, CommitRecord.Refused _ ->
                    LOG.error("{} could not be written", record.name(), failure);
        }
    }

    /** What it cost is owed all the same; its caller is told that the rest could not be kept. */
    private void refused(CommitRecord.Finished record, Throwable failure)
            throws InterruptedException {
        var call = record.call();
        var less = call.less().orElse(null);
        if (less == null) {
            LOG.error("The cost of {} could not be written", record.name(), failure);
            settleInMemory(call);
            record.giveUp(failure);
        } else if (failure instanceof LeaseLost) {
            // Another instance answers this message now.
            writeAll(List.of(new CommitRecord.Finished(less, record.written())));
        } else {
            LOG.error("{} could not be written, but for its cost", record.name(), failure);
            writeAll(List.of(new CommitRecord.Finished(less, new CompletableFuture<>())));
            record.giveUp(failure);
            freeKey(call);
        }
    }

    /** The caller may ask again: nothing is kept that could be given again. */
    private void freeKey(FinishedCall call) throws InterruptedException {
        if (call.replay() != null) {
            var tenant = call.settlement().usage().call().tenant();
            var key = call.replay().key();
            writeAll(List.of(new CommitRecord.Freed(tenant, key, new CompletableFuture<>())));
        }
    }

    /** It is durable, whatever goes wrong here. */
    private void confirm(CommitRecord record) {
        try {
            batches.written(record);
            if (record instanceof CommitRecord.Finished(var call, var _)
                    && settleInMemory(call)) {
                metrics.ended(call.settlement().usage());
            }
        } catch (RuntimeException fault) {
            LOG.error("{} is written, but was not noted", record.name(), fault);
        } finally {
            record.confirm();
        }
    }

    /** False when that was done before. */
    private boolean settleInMemory(FinishedCall call) {
        var settlement = call.settlement();
        var id = settlement.usage().call().id();
        if (!settled.add(id)) {
            return false;
        }
        var cost = paidByOthers.contains(id) ? 0 : settlement.usage().costNanos();
        budgets.settleInMemory(settlement.reservation(), cost);
        return true;
    }
}

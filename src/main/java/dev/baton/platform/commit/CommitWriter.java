package dev.baton.platform.commit;

import dev.baton.platform.database.RetryingTransactions;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Writes the batches of the {@link GroupCommit}, for its one thread. A batch that the database
 * refuses or that ends in an error is split until the bad record stands alone, so that it harms
 * nobody else.
 */
@Component
class CommitWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);

    private final ObjectProvider<CommitPart<?>> declared;
    private final RetryingTransactions transactions;
    private final DistributionSummary sizes;
    private final Timer durations;
    private final PersistentAccess access = new PersistentAccess();
    private List<CommitPart<?>> parts = List.of();

    CommitWriter(
            ObjectProvider<CommitPart<?>> declared,
            RetryingTransactions transactions,
            MeterRegistry meters) {
        this.declared = declared;
        this.transactions = transactions;
        this.sizes = DistributionSummary.builder("baton_commit_batch_size").register(meters);
        this.durations = Timer.builder("baton_commit").register(meters);
    }

    /** Finds the parts; late, because they may need what needs the commit. */
    void open() {
        if (parts.isEmpty()) {
            parts = declared.orderedStream().toList();
        }
    }

    /** Whether nothing could be written for a while. */
    boolean isStalled() {
        return access.isStalled();
    }

    /** Returns when every record is written or given up, however long that takes. */
    void write(List<CommitRecord> batch) throws InterruptedException {
        try {
            parts.forEach(part -> drop(part, batch));
            writeAll(batch);
            parts.forEach(CommitPart::done);
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
        var all = new ArrayList<CommitRecord>(batch.size());
        for (var record : batch) {
            all.add(record);
            all.addAll(record.along());
        }
        transactions.run(() -> parts.forEach(part -> write(part, all)));
        return true;
    }

    private static <R extends CommitRecord> void write(CommitPart<R> part, List<CommitRecord> all) {
        var own = own(part, all);
        if (!own.isEmpty()) {
            part.write(own);
        }
    }

    private static <R extends CommitRecord> void drop(
            CommitPart<R> part, List<CommitRecord> batch) {
        var type = part.type();
        var unneeded = part.unneeded(own(part, batch));
        batch.removeIf(record -> type.isInstance(record) && unneeded.test(type.cast(record)));
    }

    private static <R extends CommitRecord> List<R> own(
            CommitPart<R> part, List<CommitRecord> all) {
        var own = new ArrayList<R>();
        for (var record : all) {
            if (part.type().isInstance(record)) {
                own.add(part.type().cast(record));
            }
        }
        return own;
    }

    private void isolate(List<CommitRecord> batch, Throwable refusal) throws InterruptedException {
        if (batch.size() > 1) {
            var middle = batch.size() / 2;
            writeAll(List.copyOf(batch.subList(0, middle)));
            writeAll(List.copyOf(batch.subList(middle, batch.size())));
            return;
        }
        var record = batch.getFirst();
        try {
            alone(partOf(record), record, refusal);
        } catch (RuntimeException | Error fault) {
            LOG.error("{} is given up after {}", record.name(), refusal.toString(), fault);
            record.giveUp(fault);
        }
    }

    private <R extends CommitRecord> void alone(
            CommitPart<R> part, CommitRecord record, Throwable failure)
            throws InterruptedException {
        var own = part.type().cast(record);
        if (failure instanceof DuplicateKeyException
                && access.untilAnswered(() -> transactions.call(() -> part.isWritten(own)))) {
            // The commit succeeded and only its confirmation was lost with the connection.
            confirm(record);
            return;
        }
        part.refused(own, failure, instead -> writeAll(List.of(instead)));
    }

    private CommitPart<?> partOf(CommitRecord record) {
        return parts.stream()
                .filter(part -> part.type().isInstance(record))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody writes " + record.name()));
    }

    /** It is durable, whatever goes wrong here. */
    private void confirm(CommitRecord record) {
        try {
            written(partOf(record), record);
        } catch (RuntimeException fault) {
            LOG.error("{} is written, but was not noted", record.name(), fault);
        } finally {
            record.confirm();
        }
        record.along().forEach(this::confirm);
    }

    private static <R extends CommitRecord> void written(CommitPart<R> part, CommitRecord record) {
        part.written(part.type().cast(record));
    }
}

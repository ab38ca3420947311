package dev.baton.message;

import dev.baton.ledger.Budgets;
import dev.baton.ledger.OpenedCall;
import dev.baton.platform.database.ReservedConnection;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;
import dev.baton.work.LeaseLost;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Makes finished calls durable, as many in one transaction as have ended while the previous one was
 * being written. One call alone does not wait for others.
 *
 * <p>A caller is told the end of its answer only after {@link #await}. When nothing can be written,
 * callers get {@link CommitUnavailable} within five seconds; what they did stays queued and is written
 * once the database is back. A batch that the database refuses is split until the bad record stands
 * alone, so that it harms nobody else.
 */
@Component
class GroupCommit implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAX_BATCH = 500;

    /** Beyond this many unwritten records no new call is let in; memory stays bounded. */
    private static final int MAX_PENDING = 20_000;

    /** With what a caller has waited for before, less than the five seconds it is promised. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration STALLED = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final long MAX_PAUSE_MILLIS = 1_000;

    /** Stops after the web server has finished its requests. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final CommitBatch batches;
    private final RetryingTransactions transactions;
    private final Budgets budgets;
    private final MessageMetrics metrics;
    private final Clock clock;
    private final DistributionSummary sizes;
    private final Timer durations;
    private final BlockingQueue<CommitRecord> queue = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile long failingSinceNanos;

    /** When the transaction under way began, 0 when none is: a silent database does not even fail. */
    private volatile long writingSinceNanos;

    private volatile Thread writer = new Thread();

    /** Calls that went out and whose end was not handed over yet. */
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    GroupCommit(
            CommitBatch batches,
            RetryingTransactions transactions,
            Budgets budgets,
            MessageMetrics metrics,
            MeterRegistry meters,
            Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.batches = batches;
        this.transactions = transactions;
        this.budgets = budgets;
        this.sizes = DistributionSummary.builder("baton_commit_batch_size").register(meters);
        this.durations = Timer.builder("baton_commit").register(meters);
        Gauge.builder("baton_commit_pending", queue, BlockingQueue::size).register(meters);
    }

    /** Lets a new call in, or refuses it while results cannot be stored. */
    void admit() {
        if (!running
                || !writer.isAlive()
                || queue.size() >= MAX_PENDING
                || isLongAgo(failingSinceNanos)
                || isLongAgo(writingSinceNanos)) {
            throw new CommitUnavailable();
        }
    }

    private static boolean isLongAgo(long nanos) {
        return nanos != 0 && System.nanoTime() - nanos > STALLED.toNanos();
    }

    OpenCall opened(OpenedCall call) {
        underWay.add(call.call().id());
        queue.add(new CommitRecord.Opened(call));
        return new UnderWay(call);
    }

    void refused(RefusedCall call) {
        queue.add(new CommitRecord.Refused(call));
    }

    CompletableFuture<Void> freed(TenantId tenant, ClaimedKey key) {
        var written = new CompletableFuture<Void>();
        queue.add(new CommitRecord.Freed(tenant, key, written));
        return written;
    }

    CompletableFuture<Void> finished(FinishedCall call) {
        underWay.remove(call.settlement().usage().call().id());
        var written = new CompletableFuture<Void>();
        queue.add(new CommitRecord.Finished(call, written));
        return written;
    }

    /** Waits until the call is durable. */
    void await(CompletableFuture<Void> written) {
        try {
            written.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new CommitUnavailable();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The call could not be recorded", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommitUnavailable();
        }
    }

    private final class UnderWay implements OpenCall {

        private final OpenedCall opened;

        UnderWay(OpenedCall opened) {
            this.opened = opened;
        }

        @Override
        public OpenedCall opened() {
            return opened;
        }

        @Override
        public void close() {
            if (underWay.contains(opened.call().id())) {
                finished(FinishedCall.of(opened.interrupted(clock.instant())));
            }
        }
    }

    private void writeForever() {
        var batch = new ArrayList<CommitRecord>(MAX_BATCH);
        try {
            while (running || !queue.isEmpty() || !batch.isEmpty()) {
                writeNext(batch);
            }
        } catch (InterruptedException stop) {
            LOG.warn("Interrupted with {} records in hand", batch.size());
        }
    }

    /** Whatever goes wrong, the thread lives on and what it has in hand stays there. */
    private void writeNext(List<CommitRecord> batch) throws InterruptedException {
        try {
            if (batch.isEmpty()) {
                fill(batch);
            }
            if (!batch.isEmpty()) {
                write(batch);
                batch.clear();
            }
        } catch (RuntimeException | Error fault) {
            LOG.error("Writing {} records failed, trying on", batch.size(), fault);
            failing();
            Thread.sleep(MAX_PAUSE_MILLIS);
        }
    }

    private void fill(List<CommitRecord> batch) throws InterruptedException {
        var first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, MAX_BATCH - 1);
            dropEnded(batch);
        }
    }

    /**
     * A call that went out and ended in one batch needs no opened row. It must not get one either
     * when the batch is split later, because it may have been settled in the first try.
     */
    private static void dropEnded(List<CommitRecord> batch) {
        var ended = new HashSet<UUID>();
        for (var record : batch) {
            if (record instanceof CommitRecord.Finished(var call, var _)) {
                ended.add(call.settlement().usage().call().id());
            }
        }
        batch.removeIf(
                record ->
                        record instanceof CommitRecord.Opened(var call)
                                && ended.contains(call.call().id()));
    }

    private void write(List<CommitRecord> batch) throws InterruptedException {
        try {
            untilAnswered(() -> durations.record(() -> written(batch)));
        } catch (RuntimeException refusal) {
            isolate(batch, refusal);
            return;
        }
        sizes.record(batch.size());
        batch.forEach(this::confirm);
    }

    private boolean written(List<CommitRecord> batch) {
        transactions.run(() -> batches.write(batch));
        return true;
    }

    /** Asks the database until it answers, be it with a refusal. */
    private <T> T untilAnswered(Supplier<T> access) throws InterruptedException {
        for (var pause = 50L; ; pause = Math.min(pause * 2, MAX_PAUSE_MILLIS)) {
            try {
                writingSinceNanos = now();
                var answer = access.get();
                failingSinceNanos = 0;
                return answer;
            } catch (RuntimeException failure) {
                if (!Outage.is(failure)) {
                    throw failure;
                }
                if (failing()) {
                    LOG.warn("Finished calls cannot be stored, trying on: {}", failure.toString());
                }
            } finally {
                writingSinceNanos = 0;
            }
            Thread.sleep(pause);
        }
    }

    /** True for the first failure of a row. */
    private boolean failing() {
        var first = failingSinceNanos == 0;
        if (first) {
            failingSinceNanos = now();
        }
        return first;
    }

    private static long now() {
        return Math.max(1, System.nanoTime());
    }

    private void isolate(List<CommitRecord> batch, RuntimeException refusal)
            throws InterruptedException {
        if (batch.size() > 1) {
            var middle = batch.size() / 2;
            write(List.copyOf(batch.subList(0, middle)));
            write(List.copyOf(batch.subList(middle, batch.size())));
            return;
        }
        var record = batch.getFirst();
        try {
            alone(record, refusal);
        } catch (RuntimeException fault) {
            fault.addSuppressed(refusal);
            LOG.error("A record is given up: {}", record, fault);
            record.giveUp(fault);
        }
    }

    private void alone(CommitRecord record, RuntimeException failure) throws InterruptedException {
        if (failure instanceof DuplicateKeyException
                && untilAnswered(() -> transactions.call(() -> batches.isWritten(record)))) {
            // The commit succeeded and only its confirmation was lost with the connection.
            confirm(record);
            return;
        }
        switch (record) {
            case CommitRecord.Finished(var call, var written) -> refused(call, written, failure);
            case CommitRecord.Freed _ -> record.giveUp(failure);
            case CommitRecord.Opened _, CommitRecord.Refused _ ->
                    LOG.error("A record was refused by the database: {}", record, failure);
        }
    }

    /** What it cost is owed all the same; its caller is told that the rest could not be kept. */
    private void refused(
            FinishedCall call, CompletableFuture<Void> written, RuntimeException failure)
            throws InterruptedException {
        var less = call.less().orElse(null);
        if (less == null) {
            LOG.error("A call's cost was refused by the database: {}", call, failure);
            settleInMemory(call);
            written.completeExceptionally(failure);
        } else if (failure instanceof LeaseLost) {
            // Another instance answers this message now.
            write(List.of(new CommitRecord.Finished(less, written)));
        } else {
            LOG.error("A finished call was refused by the database: {}", call, failure);
            write(List.of(new CommitRecord.Finished(less, new CompletableFuture<>())));
            written.completeExceptionally(failure);
            freeKey(call);
        }
    }

    /** The caller may ask again: nothing is kept that could be given again. */
    private void freeKey(FinishedCall call) {
        if (call.replay() != null) {
            freed(call.settlement().usage().call().tenant(), call.replay().key());
        }
    }

    /** It is durable, whatever goes wrong here. */
    private void confirm(CommitRecord record) {
        try {
            batches.written(record);
            if (record instanceof CommitRecord.Finished(var call, var _)) {
                settleInMemory(call);
                metrics.ended(call.settlement().usage());
            }
        } catch (RuntimeException fault) {
            LOG.error("A record is written, but was not noted: {}", record, fault);
        } finally {
            record.confirm();
        }
    }

    private void settleInMemory(FinishedCall call) {
        var settlement = call.settlement();
        budgets.settleInMemory(settlement.reservation(), settlement.usage().costNanos());
    }

    @Override
    public void start() {
        running = true;
        writer =
                Thread.ofPlatform()
                        .name("baton-commit")
                        .start(() -> ReservedConnection.run(this::writeForever));
    }

    @Override
    public void stop() {
        running = false;
        try {
            writer.join(STOP_PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!queue.isEmpty()) {
            LOG.error("Stopping with {} records that could not be stored", queue.size());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

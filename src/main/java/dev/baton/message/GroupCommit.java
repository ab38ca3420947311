package dev.baton.message;

import dev.baton.ledger.OpenedCall;
import dev.baton.platform.database.ReservedConnection;
import dev.baton.tenant.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes finished calls durable, as many in one transaction as have ended while the previous one was
 * being written. One call alone does not wait for others.
 *
 * <p>A caller is told the end of its answer only after {@link #awaitAfter}. When nothing can be written,
 * callers get {@link CommitUnavailable} within five seconds; what they did stays queued and is written
 * once the database is back.
 */
@Component
class GroupCommit implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAX_BATCH = 500;

    /** Beyond this many unwritten records no new call is let in; memory stays bounded. */
    private static final int MAX_PENDING = 20_000;

    /** Less than the five seconds within which a caller is promised a refusal. */
    private static final Duration PATIENCE = Duration.ofMillis(3_750);

    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    /** Stops after the web server has finished its requests. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final CommitWriter writer;
    private final Clock clock;
    private final BlockingQueue<CommitRecord> queue = new LinkedBlockingQueue<>();

    /** Calls that went out and whose end was not handed over yet. */
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    private volatile boolean running;
    private volatile Thread thread = new Thread();

    GroupCommit(CommitWriter writer, MeterRegistry meters, Clock clock) {
        this.writer = writer;
        this.clock = clock;
        Gauge.builder("baton_commit_pending", queue, BlockingQueue::size).register(meters);
    }

    /** Lets a new call in, or refuses it while results cannot be stored. */
    void admit() {
        if (!running
                || !thread.isAlive()
                || queue.size() >= MAX_PENDING
                || writer.isStalled()) {
            throw new CommitUnavailable();
        }
    }

    /** With a database this slow the end of the call would be as late; nothing is paid for it yet. */
    void admitAfter(Duration waited) {
        if (waited.compareTo(PATIENCE) > 0) {
            throw new CommitUnavailable();
        }
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

    /** Waits until the call is durable; the longer its caller has waited before, the shorter. */
    void awaitAfter(Duration waited, CompletableFuture<Void> written) {
        var rest = PATIENCE.minus(waited);
        await(written, rest.compareTo(A_MOMENT) < 0 ? A_MOMENT : rest);
    }

    /** For a caller who is refused anyway and should not hear of it late. */
    void awaitBriefly(CompletableFuture<Void> written) {
        await(written, A_MOMENT);
    }

    private static void await(CompletableFuture<Void> written, Duration patience) {
        try {
            written.get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
                writer.write(batch);
                batch.clear();
            }
        } catch (RuntimeException | Error fault) {
            LOG.error("Writing {} records failed, trying on", batch.size(), fault);
            Thread.sleep(PAUSE_AFTER_FAULT);
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

    @Override
    public void start() {
        running = true;
        thread =
                Thread.ofPlatform()
                        .name("baton-commit")
                        .start(() -> ReservedConnection.run(this::writeForever));
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join(STOP_PATIENCE);
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

package dev.baton.platform.commit;

import dev.baton.platform.database.ReservedConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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
 * <p>A caller is told the end of its answer only after {@link #awaitAfter}. When nothing can be
 * written, callers get {@link CommitUnavailable} within five seconds; what they did stays queued
 * and is written once the database is back.
 */
@Component
public class GroupCommit implements SmartLifecycle {

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
    private final BlockingQueue<CommitRecord> queue = new LinkedBlockingQueue<>();

    private volatile boolean running;
    private volatile Thread thread = new Thread();

    GroupCommit(CommitWriter writer, MeterRegistry meters) {
        this.writer = writer;
        Gauge.builder("baton_commit_pending", queue, BlockingQueue::size).register(meters);
    }

    /** Lets a new call in, or refuses it while results cannot be stored. */
    public void admit() {
        if (!running || !thread.isAlive() || queue.size() >= MAX_PENDING || writer.isStalled()) {
            throw new CommitUnavailable();
        }
    }

    /**
     * With a database this slow the end of the call would be as late; nothing is paid for it yet.
     */
    public void admitAfter(Duration waited) {
        if (waited.compareTo(PATIENCE) > 0) {
            throw new CommitUnavailable();
        }
    }

    /** Hands a record over; it is told when it is durable. Order is kept. */
    public void add(CommitRecord record) {
        queue.add(record);
    }

    /** Waits until the call is durable; the longer its caller has waited before, the shorter. */
    public void awaitAfter(Duration waited, CompletableFuture<Void> written) {
        var rest = PATIENCE.minus(waited);
        await(written, rest.compareTo(A_MOMENT) < 0 ? A_MOMENT : rest);
    }

    /** For a caller who is refused anyway and should not hear of it late. */
    public void awaitBriefly(CompletableFuture<Void> written) {
        await(written, A_MOMENT);
    }

    private static void await(CompletableFuture<Void> written, Duration patience) {
        try {
            written.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new CommitUnavailable();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("It could not be recorded", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommitUnavailable();
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
        }
    }

    @Override
    public void start() {
        writer.open();
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

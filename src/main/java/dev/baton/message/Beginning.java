package dev.baton.message;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The beginning of a streamed answer: with its first piece, or by itself when that is long in coming.
 * Only a caller who is written to can be seen to have left.
 */
final class Beginning implements AutoCloseable {

    /** What fails until then is answered with a status of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("baton-stream-begin").factory());

    private final AnswerSink sink;
    private volatile Runnable cancel;
    private final Future<?> timer;
    private final ReentrantLock beginning = new ReentrantLock();
    private boolean made;
    private boolean settled;

    /** @param cancel ends the call before it has given anything */
    Beginning(AnswerSink sink, Runnable cancel) {
        this.sink = sink;
        this.cancel = cancel;
        // To write may take as long as the caller likes; it must not hold up the others.
        this.timer =
                TIMER.schedule(
                        () -> Thread.startVirtualThread(this::late),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Begins unless that has happened.
     *
     * @param nowCancel ends the call from now on
     */
    void make(Runnable nowCancel) throws IOException {
        cancel = nowCancel;
        beginning.lock();
        try {
            if (!made) {
                made = true;
                sink.begin(() -> cancel.run());
            }
        } finally {
            beginning.unlock();
        }
    }

    /** Whether the answer has begun; if not, it does not do so by itself any more. */
    boolean isMade() {
        beginning.lock();
        try {
            settled = true;
            return made;
        } finally {
            beginning.unlock();
        }
    }

    private void late() {
        beginning.lock();
        try {
            if (!settled) {
                make(cancel);
            }
        } catch (IOException left) {
            cancel.run();
        } finally {
            beginning.unlock();
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
        isMade();
    }
}

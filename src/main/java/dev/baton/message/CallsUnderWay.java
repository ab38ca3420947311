package dev.baton.message;

import dev.baton.agent.PreparedCall;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls whose callers are waiting. When Baton stops they may end as they would have; what is
 * still going when its patience is nearly over is cancelled, so that its caller is told, its cost
 * recorded and its stream ended with an error rather than cut.
 */
@Component
class CallsUnderWay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CallsUnderWay.class);

    /** For telling the callers and writing what their calls cost. */
    private static final Duration RESERVE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Set<PreparedCall> calls = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    private volatile boolean running;

    CallsUnderWay(LifecycleProperties properties) {
        var inAll = properties.getTimeoutPerShutdownPhase();
        this.patience = inAll.compareTo(RESERVE) > 0 ? inAll.minus(RESERVE) : Duration.ZERO;
    }

    /** Until the answer is closed. */
    Stay enter(PreparedCall call) {
        calls.add(call);
        return () -> calls.remove(call);
    }

    /** A call's time among the others. */
    interface Stay extends AutoCloseable {

        @Override
        void close();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofPlatform()
                .name("calls-stop")
                .start(
                        () -> {
                            try {
                                stop();
                            } finally {
                                callback.run();
                            }
                        });
    }

    @Override
    public void stop() {
        running = false;
        var end = System.nanoTime() + patience.toNanos();
        try {
            while (!calls.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!calls.isEmpty()) {
            log.warn("Cancelling {} calls that had not ended before the stop", calls.size());
            calls.forEach(PreparedCall::cancel);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Together with the web server, which lets its requests finish meanwhile. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}

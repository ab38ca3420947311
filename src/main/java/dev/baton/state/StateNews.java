package dev.baton.state;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.TenantId;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who follows changes of a tenant's state. They are heard from the feed, so it does not matter
 * which instance made them.
 */
@Component
public class StateNews implements FeedListener, SmartLifecycle {

    private static final String STATE = "state.";

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    /** One who follows, from before they looked where the log ends. */
    public final class Wait implements AutoCloseable {

        private final TenantId tenant;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean over;

        private Wait(TenantId tenant) {
            this.tenant = tenant;
        }

        /**
         * Waits until something may have changed.
         *
         * @return whether to go on following
         */
        public boolean await(Duration atMost) throws InterruptedException {
            if (running && !over) {
                news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
                news.drainPermits();
            }
            return running && !over;
        }

        /** Nobody wants to know any more. */
        public void leave() {
            over = true;
            news.release();
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }

    public Wait of(TenantId tenant) {
        var wait = new Wait(tenant);
        waits.add(wait);
        return wait;
    }

    @Override
    public void on(List<Event> events) {
        if (waits.isEmpty()) {
            return;
        }
        for (var event : events) {
            if (event.type().startsWith(STATE)) {
                for (var wait : waits) {
                    if (wait.tenant.equals(event.tenant())) {
                        wait.news.release();
                    }
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests: these may take long. */
    @Override
    public void stop() {
        running = false;
        waits.forEach(wait -> wait.news.release());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

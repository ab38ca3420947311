package dev.baton.state;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
    private static final String REVOKED = "key.revoked";
    private static final String SUSPENDED = "tenant.suspended";

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    /** One who follows, from before they looked where the log ends. */
    public final class Wait implements AutoCloseable {

        private final TenantId tenant;
        private final @Nullable UUID caller;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean over;

        private Wait(TenantId tenant, @Nullable UUID caller) {
            this.tenant = tenant;
            this.caller = caller;
        }

        private void hear(Event event) {
            if (!tenant.equals(event.tenant())) {
                return;
            }
            if (event.type().startsWith(STATE)) {
                news.release();
            } else if (event.type().equals(SUSPENDED)
                    || event.type().equals(REVOKED) && event.subject().equals(caller)) {
                leave();
            }
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

    /** The follower's wait; it ends once its key is revoked or the tenant suspended. */
    public Wait of(Actor by) {
        var wait = new Wait(by.tenant(), by.id());
        waits.add(wait);
        return wait;
    }

    @Override
    public void on(List<Event> events) {
        if (waits.isEmpty()) {
            return;
        }
        for (var event : events) {
            waits.forEach(wait -> wait.hear(event));
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

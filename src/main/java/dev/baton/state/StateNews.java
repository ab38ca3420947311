package dev.baton.state;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
        private final StateFilter filter;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean over;

        private Wait(TenantId tenant, @Nullable UUID caller, StateFilter filter) {
            this.tenant = tenant;
            this.caller = caller;
            this.filter = filter;
        }

        private void hear(Event event, Supplier<StateFilter.Place> place) {
            if (!tenant.equals(event.tenant())) {
                return;
            }
            if (event.type().startsWith(STATE)) {
                if (filter.fits(place.get())) {
                    news.release();
                }
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

        boolean hasNews() {
            return news.availablePermits() > 0;
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

    /**
     * The follower's wait for what fits; it ends once its key is revoked or the tenant suspended.
     */
    public Wait of(Actor by, StateFilter filter) {
        var wait = new Wait(by.tenant(), by.id(), filter);
        waits.add(wait);
        return wait;
    }

    @Override
    public void on(List<Event> events) {
        if (waits.isEmpty()) {
            return;
        }
        for (var event : events) {
            // Read once, however many follow, and not where nobody of the tenant does.
            var place = SingletonSupplier.of(() -> StateFilter.Place.of(event));
            waits.forEach(wait -> wait.hear(event, place));
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

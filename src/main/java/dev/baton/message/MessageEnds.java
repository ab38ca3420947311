package dev.baton.message;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;

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
 * Who waits for the end of a message that is answered later. It is heard from the feed, so it does
 * not matter which instance answered.
 */
@Component
public class MessageEnds implements FeedListener, SmartLifecycle {

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    /** One who waits, from before they looked whether there is anything to wait for. */
    public final class Wait implements AutoCloseable {

        private final UUID message;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean over;

        private Wait(UUID message) {
            this.message = message;
        }

        /**
         * Waits for news, which may be missed: whoever wants to be sure looks again after a while.
         *
         * @return whether it is worth to look again
         */
        public boolean await(Duration atMost) throws InterruptedException {
            if (running && !over) {
                news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
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

    /** Hears of the message's end from now on. */
    public Wait of(UUID message) {
        var wait = new Wait(message);
        waits.add(wait);
        return wait;
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().startsWith("message.")) {
                for (var wait : waits) {
                    if (wait.message.equals(event.subject())) {
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

package dev.baton.run;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for news of a run. What happens here is told at once, what other instances do is heard
 * from the feed.
 */
@Component
public class RunEnds implements FeedListener, SmartLifecycle {

    private final Map<RunId, Set<Wait>> waits = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    /** One who waits, from before they looked whether there is anything to wait for. */
    public final class Wait implements AutoCloseable {

        private final RunId run;
        private final Semaphore news = new Semaphore(0);
        private volatile boolean over;
        private volatile boolean ended;
        private volatile @Nullable RunEnd end;

        private Wait(RunId run) {
            this.run = run;
        }

        /**
         * Waits for news, which may be missed: whoever wants to be sure looks again after a while.
         *
         * @return whether it is worth to look again
         */
        public boolean await(Duration atMost) throws InterruptedException {
            if (!isOver()) {
                news.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
                news.drainPermits();
            }
            return !isOver();
        }

        /**
         * Waits for the run's end, which may be missed.
         *
         * @return whether it has ended for sure
         */
        public boolean awaitEnd(Duration atMost) throws InterruptedException {
            var end = System.nanoTime() + atMost.toNanos();
            var left = atMost;
            while (!ended && left.isPositive() && await(left)) {
                left = Duration.ofNanos(end - System.nanoTime());
            }
            return ended;
        }

        /** The run that is waited for. */
        public RunId run() {
            return run;
        }

        /** What it came to; null while it has not ended, and where another instance ended it. */
        public @Nullable RunEnd end() {
            return end;
        }

        /** Whether it is of no use to wait any longer. */
        public boolean isOver() {
            return over || !running;
        }

        /** Nobody wants to know any more. */
        public void leave() {
            over = true;
            news.release();
        }

        @Override
        public void close() {
            waits.computeIfPresent(
                    run,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }

    /** Hears of the run from now on. */
    public Wait of(RunId run) {
        var wait = new Wait(run);
        waits.compute(
                run,
                (_, all) -> {
                    var more = all == null ? ConcurrentHashMap.<Wait>newKeySet() : all;
                    more.add(wait);
                    return more;
                });
        return wait;
    }

    /** Something of it has become durable, which is not its end. */
    void tell(RunId run) {
        tell(run, false, null);
    }

    /** Its end has become durable here. */
    void tell(RunEnd end) {
        tell(end.run().id(), true, end);
    }

    private void tell(RunId run, boolean ended, @Nullable RunEnd end) {
        var all = waits.get(run);
        if (all != null) {
            for (var wait : all) {
                wait.end = end == null ? wait.end : end;
                wait.ended |= ended;
                wait.news.release();
            }
        }
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().startsWith("run.")) {
                tell(
                        new RunId(event.tenant(), event.subject()),
                        RunEvents.isEnd(event.type()),
                        null);
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
        waits.values().forEach(all -> all.forEach(wait -> wait.news.release()));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package dev.baton.platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One thread that repeats a step: at once when woken, else after the rest the step asked for. A
 * failing step is repeated with a growing rest and never ends the repetition.
 *
 * <p>The thread is a platform thread: what keeps leases and heartbeats must not wait for virtual
 * threads that compute.
 */
public final class Repeater {

    private static final Logger log = LoggerFactory.getLogger(Repeater.class);
    private static final Duration FIRST_REST_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration LONGEST_REST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final String name;
    private final Step step;
    private final Duration longestRest;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private int failures;

    public Repeater(String name, Step step) {
        this(name, step, LONGEST_REST_AFTER_FAILURE);
    }

    /**
     * @param longestRest after failed rounds, whose rests grow
     */
    public Repeater(String name, Step step, Duration longestRest) {
        this.name = name;
        this.step = step;
        this.longestRest = longestRest;
    }

    /** One round. */
    public interface Step {

        /** How long to rest before the next round unless somebody wakes the repeater. */
        Duration run() throws Exception;
    }

    public synchronized void start() {
        if (thread == null) {
            var starting = Thread.ofPlatform().name(name).daemon().unstarted(this::repeat);
            // Known before it runs: it goes on only while it is the one that is known.
            thread = starting;
            starting.start();
        }
    }

    /** Ends the rest; from any thread, also before the start. */
    public void wake() {
        // Two at a time would only make a second round for nothing.
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Begins no further round and waits for the running one, at last with an interrupt. */
    public synchronized void stop(Duration patience) {
        var stopping = thread;
        if (stopping == null) {
            return;
        }
        thread = null;
        wake();
        try {
            if (!stopping.join(patience)) {
                stopping.interrupt();
            }
        } catch (InterruptedException e) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return thread != null;
    }

    private void repeat() {
        while (Thread.currentThread() == thread) {
            var rest = round();
            try {
                wakeUps.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration round() {
        try {
            var rest = step.run();
            if (failures > 0) {
                log.info("{} works again after {} failed rounds", name, failures);
                failures = 0;
            }
            return rest;
        } catch (Exception | LinkageError | AssertionError e) {
            failures++;
            var rest = restAfter(failures);
            if (failures == 1) {
                log.warn("{} failed, next round in {} ms", name, rest.toMillis(), e);
            } else {
                log.warn(
                        "{} failed {} times, next round in {} ms: {}",
                        name,
                        failures,
                        rest.toMillis(),
                        e.toString());
            }
            return rest;
        }
    }

    private Duration restAfter(int failures) {
        var longest = FIRST_REST_AFTER_FAILURE.multipliedBy(1L << Math.min(failures - 1, 10));
        var capped = Math.min(longest.toMillis(), longestRest.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(capped / 2, capped + 1));
    }
}

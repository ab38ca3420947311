package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every open call a few times a second and ends those whose time is up: one thread for all
 * calls, and a limit costs a call no timer, only the writing of a number.
 */
final class Watch implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    private final Set<Lifetime> lives = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("outgoing-http-watch").factory());

    Watch() {
        every(TICK, this::look);
    }

    void add(Lifetime life) {
        lives.add(life);
    }

    void remove(Lifetime life) {
        lives.remove(life);
    }

    int size() {
        return lives.size();
    }

    /** Runs something short and harmless beside the looking. */
    void every(Duration pause, Runnable task) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // a failed round must not end all later ones
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        lives.forEach(it -> it.end(Kind.CANCELLED));
    }

    private void look() {
        if (lives.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Lifetime life : lives) {
            life.expire(now);
        }
    }
}

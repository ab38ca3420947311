package dev.baton.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Short waits and the timeouts of steps. Longer waits are left to the queue. */
@Component
class Timers implements DisposableBean {

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("baton-run-timers").factory());

    /** What is done may take its time: it has a thread of its own. */
    Future<?> after(Duration wait, Runnable then) {
        return clockwork.schedule(
                () -> Thread.startVirtualThread(then),
                Math.max(0, wait.toNanos()),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void destroy() {
        clockwork.shutdownNow();
    }
}

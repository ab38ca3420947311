package dev.baton.platform.stop;

import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * The moment between being asked to stop and closing the door. What had begun goes on; whoever comes
 * new is told, and a load balancer hears it from {@code /health} before its callers hear nothing.
 */
@Component
class Drain implements SmartLifecycle {

    private final Duration length;
    private volatile boolean serving;
    private volatile boolean draining;

    Drain(StopProperties properties) {
        this.length = properties.drain();
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        draining = false;
        serving = true;
    }

    @Override
    public void stop() {
        draining = true;
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serving = false;
    }

    @Override
    public boolean isRunning() {
        return serving;
    }

    /** Before the web server stops listening. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE + 1;
    }
}

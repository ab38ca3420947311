package dev.baton.run;

import dev.baton.platform.Repeater;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Lets runs tell how far they are that have no commit of their own to tell it with. */
@Component
class ProgressWatch implements SmartLifecycle {

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Executions executions;
    private final Repeater repeater = new Repeater("baton-run-progress", this::round);

    ProgressWatch(Executions executions) {
        this.executions = executions;
    }

    private Duration round() {
        for (var execution : executions.all()) {
            if (execution.hasProgress()) {
                Thread.startVirtualThread(execution::tellProgress);
            }
        }
        return ROUND;
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(ROUND);
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }
}

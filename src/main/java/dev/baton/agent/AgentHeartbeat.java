package dev.baton.agent;

import dev.baton.event.ChangeSignals;
import dev.baton.platform.Repeater;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Asks agents that live elsewhere for a sign of life, unless a call has just given one.
 *
 * <p>A dead agent takes as long as a check may last. So every tenant has a line of its own with a few
 * places, and a round ends in time: what is left in a line is the first of the next one.
 */
@Component
class AgentHeartbeat implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AgentHeartbeat.class);
    private static final int AT_A_TIME = 100;
    private static final int OF_A_TENANT = 4;

    private final AgentStore store;
    private final AgentKinds kinds;
    private final AgentVitals vitals;
    private final ChangeSignals signals;
    private final Duration every;
    private final Map<AgentId, AgentStatus> seen = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final Repeater repeater = new Repeater("agent-heartbeat", this::round);

    AgentHeartbeat(
            AgentStore store,
            AgentKinds kinds,
            AgentVitals vitals,
            ChangeSignals signals,
            AgentProperties settings) {
        this.store = store;
        this.kinds = kinds;
        this.vitals = vitals;
        this.signals = signals;
        this.every = settings.checkEvery();
    }

    private Duration round() {
        var end = System.nanoTime() + every.toNanos();
        beat(end);
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Begins no check after the given time and waits for those that have begun. */
    void beat(long end) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var line : lines()) {
                var waiting = new ConcurrentLinkedQueue<>(line);
                for (var n = 0; n < Math.min(OF_A_TENANT, line.size()); n++) {
                    threads.submit(
                            () -> {
                                serve(waiting, end);
                                return null;
                            });
                }
            }
        }
    }

    /** Who is to be checked, by tenant. */
    private Collection<List<Agent>> lines() {
        var distant =
                kinds.all().stream()
                        .filter(AgentKind::hasHeartbeat)
                        .map(AgentKind::name)
                        .collect(Collectors.toSet());
        var enabled = store.enabledAcrossTenants(distant);
        seen.keySet().retainAll(enabled.stream().map(Agent::id).toList());
        return vitals.due(enabled).stream()
                .collect(Collectors.groupingBy(agent -> agent.id().tenant()))
                .values();
    }

    private void serve(Queue<Agent> line, long end) throws InterruptedException {
        for (var agent = line.poll(); agent != null; agent = line.poll()) {
            var left = end - System.nanoTime();
            if (left <= 0 || !places.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return;
            }
            try {
                check(agent);
            } finally {
                places.release();
            }
        }
    }

    private void check(Agent agent) {
        try {
            vitals.checked(agent.id(), kinds.of(agent).check(agent));
            var now = vitals.status(agent);
            if (seen.put(agent.id(), now) != now) {
                signals.changed(agent.owner(), "agents");
            }
        } catch (RuntimeException failure) {
            log.warn("Agent {} could not be checked", agent.id(), failure);
        }
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(1));
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }
}

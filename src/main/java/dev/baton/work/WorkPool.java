package dev.baton.work;

import dev.baton.platform.Repeater;
import dev.baton.tenant.TenantId;
import dev.baton.work.Seats.Seat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for due work of all queues at once and spreads it over the desks: right after something was
 * added here or a place became free, else every few hundred milliseconds. When Baton stops, it
 * claims nothing more, lets running items finish for a while and gives back the rest.
 */
@Component
class WorkPool implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkPool.class);
    private static final Duration SHORTEST_PACE = Duration.ofMillis(200);
    private static final Duration LONGEST_PACE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A look takes at most this part of the time, however many groups there are to look at. */
    private static final int REST_PER_LOOK = 4;

    private final Claims claims;
    private final WorkTime time;
    private final Leases leases;
    private final DeskTools tools;
    private final WorkMetrics metrics;
    private final ObjectProvider<Worker> workers;
    private final Repeater repeater = new Repeater("work-pool", this::look);
    private List<Desk> desks = List.of();
    private long restUntil = System.nanoTime();

    WorkPool(
            Claims claims,
            WorkTime time,
            Leases leases,
            DeskTools tools,
            WorkMetrics metrics,
            ObjectProvider<Worker> workers) {
        this.claims = claims;
        this.time = time;
        this.leases = leases;
        this.tools = tools;
        this.metrics = metrics;
        this.workers = workers;
        tools.signal().connect(repeater::wake);
    }

    /** Begins what is due and fits; answers how long nothing further can be expected. */
    Duration look() {
        LockSupport.parkNanos(restUntil - System.nanoTime());
        var began = System.nanoTime();
        tools.weights().renew();
        var groups = claims.groups();
        var looked = System.nanoTime();
        restUntil = looked + Math.min(SHORTEST_PACE.toNanos(), REST_PER_LOOK * (looked - began));
        var now = time.now();
        for (var desk : desks) {
            desk.fill(
                    groups.stream()
                            .filter(group -> group.queue().equals(desk.queue()) && group.isDue(now))
                            .toList(),
                    time);
        }
        return untilNext(groups);
    }

    private Duration untilNext(List<DueGroup> groups) {
        var now = time.now();
        var pace =
                Duration.ofMillis(
                        ThreadLocalRandom.current()
                                .nextLong(SHORTEST_PACE.toMillis(), LONGEST_PACE.toMillis()));
        return groups.stream()
                .filter(group -> !group.isDue(now))
                .map(group -> Duration.between(now, group.due()))
                .filter(wait -> wait.compareTo(pace) < 0)
                .min(Duration::compareTo)
                .orElse(pace);
    }

    /** Gives every worker its desk; they are found late, because they need the queue themselves. */
    void open() {
        if (!desks.isEmpty()) {
            return;
        }
        desks = workers.orderedStream().map(worker -> new Desk(worker, tools)).toList();
        var queues = desks.stream().map(Desk::queue).toList();
        if (queues.stream().distinct().count() < queues.size()) {
            throw new IllegalStateException("Two workers of one queue among " + queues);
        }
        metrics.watch(queues);
    }

    Optional<Seat> seat(String queue, TenantId tenant) {
        return repeater.isRunning()
                ? desks.stream()
                        .filter(desk -> desk.queue().equals(queue))
                        .findFirst()
                        .flatMap(desk -> desk.seat(tenant))
                : Optional.empty();
    }

    /** Empty when no worker of this instance has such a queue. */
    Optional<Occupancy> occupancy(String queue, TenantId tenant) {
        return desks.stream()
                .filter(desk -> desk.queue().equals(queue))
                .findFirst()
                .map(desk -> desk.slots().occupancy(tenant));
    }

    /** Waits until nothing is worked on. */
    void awaitIdle(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var desk : desks) {
            desk.slots().awaitIdle(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    @Override
    public void start() {
        open();
        leases.start();
        repeater.start();
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofPlatform()
                .name("work-stop")
                .start(
                        () -> {
                            try {
                                stop();
                            } finally {
                                callback.run();
                            }
                        });
    }

    @Override
    public void stop() {
        repeater.stop(PATIENCE);
        try {
            awaitIdle(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var unfinished = leases.giveBack();
        if (unfinished > 0) {
            log.info("Gave back {} items that had not finished", unfinished);
        }
        leases.stop();
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }

    /** Stops together with the web server, which lets its requests finish meanwhile. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }
}

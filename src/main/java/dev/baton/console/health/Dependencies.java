package dev.baton.console.health;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What the instance needs to work, looked at side by side. */
@Component
public class Dependencies {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long MANY_EVENTS = 10_000;
    private static final long LITTLE_DISK = 256L << 20;

    /** A queue whose oldest due item waits longer than this is not being worked on. */
    private static final double LONG_SECONDS = 300;

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Path home;
    private final List<Dependency> all;

    Dependencies(
            JdbcClient jdbc,
            MeterRegistry meters,
            @Value("${baton.database.home}") Path home,
            Clock clock) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.home = home.toAbsolutePath();
        this.all =
                List.of(
                        dependency("database", true, this::version, clock),
                        dependency("migrations", true, this::migrations, clock),
                        dependency("events", false, this::outbox, clock),
                        dependency("work", false, this::work, clock),
                        dependency("webhooks", false, this::webhooks, clock),
                        dependency("disk", false, this::disk, clock));
    }

    /** Takes {@link #PATIENCE} at most. */
    public HealthReport check() {
        var looks =
                all.stream()
                        .map(
                                it ->
                                        CompletableFuture.supplyAsync(
                                                it::examine, Thread::startVirtualThread))
                        .toList();
        return new HealthReport(looks.stream().map(CompletableFuture::join).toList());
    }

    private static Dependency dependency(
            String name, boolean required, Supplier<String> look, Clock clock) {
        return new Dependency(name, required, look, PATIENCE, clock);
    }

    private String version() {
        return one("SELECT VERSION()");
    }

    private String migrations() {
        return one("SELECT MAX(version) FROM flyway_schema_history WHERE success = 1");
    }

    private String outbox() {
        var waiting = Long.parseLong(one("SELECT COUNT(*) FROM event_outbox"));
        if (waiting > MANY_EVENTS) {
            throw new EventsPileUp();
        }
        return waiting + " waiting";
    }

    private String work() {
        return one("SELECT COUNT(*) FROM work_item") + " waiting";
    }

    /** Receivers that fail are tried again later and wait for that; this is about our own part. */
    private String webhooks() {
        var waits = meters.get("baton_work_oldest_seconds").tag("queue", "delivery").gauge().value();
        if (waits > LONG_SECONDS) {
            throw new DeliveriesPileUp();
        }
        return "the oldest due one waits %d s".formatted(Math.round(waits));
    }

    /** Of the folder that holds an embedded database and the keys of a development. */
    private String disk() {
        if (!Files.exists(home)) {
            return "nothing is kept";
        }
        var free = home.toFile().getUsableSpace();
        if (free < LITTLE_DISK) {
            throw new DiskNearlyFull();
        }
        return (free >> 20) + " MB free";
    }

    private String one(String sql) {
        return String.valueOf(jdbc.sql(sql).query().singleValue());
    }

    /** The relay does not keep up, or does not run. */
    private static final class EventsPileUp extends RuntimeException {}

    /** The workers do not keep up, or do not run. */
    private static final class DeliveriesPileUp extends RuntimeException {}

    /** Soon nothing can be written. */
    private static final class DiskNearlyFull extends RuntimeException {}
}

package dev.baton.console.health;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What the instance needs to work, looked at side by side. */
@Component
class Dependencies {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long MANY_EVENTS = 10_000;

    private final JdbcClient jdbc;
    private final List<Dependency> all;

    Dependencies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.all =
                List.of(
                        dependency("database", true, this::version, clock),
                        dependency("migrations", true, this::migrations, clock),
                        dependency("events", false, this::outbox, clock),
                        dependency("work", false, this::work, clock));
    }

    HealthReport check() {
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

    private String one(String sql) {
        return String.valueOf(jdbc.sql(sql).query().singleValue());
    }

    /** The relay does not keep up, or does not run. */
    private static final class EventsPileUp extends RuntimeException {}
}

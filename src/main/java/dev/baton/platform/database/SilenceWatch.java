package dev.baton.platform.database;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;

/**
 * Cuts the connections of a database, or a network before it, that has fallen silent: callers are
 * told within five seconds, while a statement may take its time where the database is only slow.
 * One line of its own asks for a sign of life again and again. A database that refuses or is gone
 * says so to the callers itself.
 */
final class SilenceWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OpenConnections connections;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(thread("database-watch"));
    private final ExecutorService voice =
            Executors.newSingleThreadExecutor(thread("database-watch-voice"));
    private @Nullable Connection line;

    SilenceWatch(OpenConnections connections) {
        this.connections = connections;
        clock.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), MILLISECONDS);
    }

    private void look() {
        try {
            var asked = line == null ? connections.getConnection() : line;
            line = null;
            if (voice.submit(() -> asked.isValid(0)).get(PATIENCE.toMillis(), MILLISECONDS)) {
                line = asked;
            }
        } catch (TimeoutException e) {
            log.warn("The database has been silent for {}; its connections are cut", PATIENCE);
            connections.cut();
        } catch (SQLException | ExecutionException | RuntimeException e) {
            log.debug("The database tells its callers itself that it is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        connections.cut();
        voice.shutdownNow();
    }

    private static ThreadFactory thread(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }
}

package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;

/** The MySQL server that {@code DATABASE_URL} names; somebody else starts and stops it. */
record NamedDatabase(DatabaseUrl url) implements Database {

    private static final Logger log = LoggerFactory.getLogger(NamedDatabase.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    /**
     * Waits for a server that is still starting, as in a composed set of containers; refuses at
     * once what waiting cannot mend.
     */
    static NamedDatabase reach(DatabaseUrl url, Duration patience) {
        var start = System.nanoTime();
        while (true) {
            try {
                url.connect().close();
                return new NamedDatabase(url);
            } catch (SQLException e) {
                if (!isSilence(e) || System.nanoTime() - start > patience.toNanos()) {
                    throw new BadConfiguration(
                            "DATABASE_URL",
                            "names %s, which cannot be used: %s".formatted(url, firstLine(e)),
                            "Start that server, or correct the address.");
                }
                log.info("Waiting for the database {}", url);
                pause();
            }
        }
    }

    @Override
    public void close() {}

    private static boolean isSilence(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof InterruptedIOException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(SQLException e) {
        var message = e.getMessage() == null ? "unknown error" : e.getMessage();
        return isSilence(e) ? "it does not answer" : message.lines().findFirst().orElse(message);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of the database was interrupted.", e);
        }
    }
}

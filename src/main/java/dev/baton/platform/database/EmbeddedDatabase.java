package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A MariaDB of this process's own: started with it, started again whenever it dies, stopped with
 * it. Its address never changes while it lives, so a connection pool finds it again by itself.
 */
public final class EmbeddedDatabase implements Database {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(1);

    private final FolderLock lock;
    private final MariaDbServer server;
    private final DatabaseUrl url;
    private final Thread watch;
    private volatile Process process;
    private volatile boolean closing;

    private EmbeddedDatabase(
            FolderLock lock, MariaDbServer server, DatabaseUrl url, Process process) {
        this.lock = lock;
        this.server = server;
        this.url = url;
        this.process = process;
        this.watch = Thread.ofPlatform().daemon().name("database-watch").unstarted(this::watch);
    }

    /**
     * Starts the database of a folder, whatever state a crash left the folder in.
     *
     * @param home holds data and login; created when missing
     * @param programs where MariaDB is unpacked, once
     * @param memory megabytes for its buffer pool
     */
    public static EmbeddedDatabase start(Path home, Path programs, int memory) {
        try {
            var folder = PrivateFile.folder(home).toRealPath();
            var lock = FolderLock.of(folder);
            try {
                return start(lock, folder, programs, memory);
            } catch (IOException | InterruptedException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            log.debug("The embedded database did not start", e);
            throw new BadConfiguration(
                    "DATABASE_URL",
                    "is empty and the embedded database in %s did not start, %s"
                            .formatted(home.toAbsolutePath(), e.getMessage()),
                    "Remove the cause (database.log there may say more), or name a MySQL server.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of the database was interrupted", e);
        }
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    /** The process that serves at this moment. */
    public long pid() {
        return process.pid();
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        watch.interrupt();
        try {
            watch.join();
            MariaDbServer.stop(process.toHandle());
            lock.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("The lock of the data folder was gone already", e);
        }
    }

    private static EmbeddedDatabase start(FolderLock lock, Path home, Path programs, int memory)
            throws IOException, InterruptedException {
        var installation = MariaDbInstallation.under(PrivateFile.folder(programs).toRealPath());
        var folder = new DataFolder(home);
        var server = new MariaDbServer(installation, folder, memory);
        server.stopOrphans();
        folder.prepare(installation);
        for (var attempt = 1; ; attempt++) {
            var url = folder.login();
            try {
                var database = new EmbeddedDatabase(lock, server, url, server.start(url));
                database.watch.start();
                return database;
            } catch (IOException e) {
                // Another program may have taken the port in between; the next login has another.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void watch() {
        while (!closing) {
            try {
                var exit = process.waitFor();
                if (!closing) {
                    log.warn("The database process ended ({}), starting it again", exit);
                    process = server.start(url);
                    log.info("The database is back as process {}", process.pid());
                }
            } catch (IOException | RuntimeException e) {
                log.error("The database did not start again, trying on", e);
                pause();
            } catch (InterruptedException e) {
                // Only close() interrupts.
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_RESTARTS);
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }
}

package dev.baton.platform.http;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The connections in use and those kept for the next call to the same origin. A kept one is dropped
 * before peers usually close it themselves, and is looked at once more when it is taken.
 */
final class Connections implements AutoCloseable {

    /** A name that moved to another address is followed after so long. */
    private static final TimeValue OLDEST = TimeValue.ofMinutes(5);

    private final Connector connector;
    private final Duration keepAlive;
    private final StrictConnPool<Origin, Connection> pool;

    Connections(Connector connector, int max, int maxPerOrigin, Duration keepAlive) {
        this.connector = connector;
        this.keepAlive = keepAlive;
        this.pool =
                new StrictConnPool<>(maxPerOrigin, max, OLDEST, PoolReusePolicy.LIFO, null, null);
    }

    /** A connected entry; waits while too many are in use. The end of its life interrupts it. */
    PoolEntry<Origin, Connection> take(Origin origin, Lifetime life)
            throws IOException, InterruptedException {
        PoolEntry<Origin, Connection> entry = lease(origin, life);
        boolean connected = false;
        try {
            Connection kept = entry.getConnection();
            if (kept != null && kept.isReusable()) {
                life.cutBy(() -> kept.close(CloseMode.IMMEDIATE));
            } else {
                entry.discardConnection(CloseMode.GRACEFUL);
                entry.assignConnection(connector.connect(origin, life));
            }
            connected = true;
            return entry;
        } finally {
            if (!connected) {
                discard(entry);
            }
        }
    }

    /** Keeps the connection for another call, for at most so long as its peer promised. */
    void keep(PoolEntry<Origin, Connection> entry, TimeValue promised) {
        long millis = Math.min(keepAlive.toMillis(), promised.toMilliseconds() - 1_000);
        if (millis <= 0) {
            close(entry);
        } else {
            entry.updateExpiry(TimeValue.ofMilliseconds(millis));
            pool.release(entry, true);
        }
    }

    /** Closes a connection whose exchange went well. */
    void close(PoolEntry<Origin, Connection> entry) {
        pool.release(entry, false);
    }

    /** Breaks off a connection in the middle of an exchange. */
    void discard(PoolEntry<Origin, Connection> entry) {
        entry.discardConnection(CloseMode.IMMEDIATE);
        pool.release(entry, false);
    }

    /** Closes what was kept long enough, and forgets origins without connections. */
    void evict() {
        pool.closeExpired();
        // also tells those waiting whom the line above gave a place
        pool.validatePendingRequests();
    }

    PoolStats stats() {
        return pool.getTotalStats();
    }

    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
    }

    private PoolEntry<Origin, Connection> lease(Origin origin, Lifetime life)
            throws IOException, InterruptedException {
        Future<PoolEntry<Origin, Connection>> lease =
                pool.lease(origin, null, Timeout.DISABLED, null);
        try {
            return life.await(lease);
        } catch (InterruptedException e) {
            if (!lease.cancel(true)) {
                giveBack(lease);
            }
            throw e;
        }
    }

    private void giveBack(Future<PoolEntry<Origin, Connection>> lease) throws InterruptedException {
        try {
            pool.release(lease.get(), true);
        } catch (ExecutionException e) {
            // it never got one
        }
    }
}

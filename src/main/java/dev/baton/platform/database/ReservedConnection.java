package dev.baton.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The pool of all, and beside it a connection each for the two threads that everyone waits for, the
 * one that commits calls and this instance's heartbeat: their turn must not come after the others'.
 * These two work in transactions only: what they do outside of one is rolled back.
 */
public final class ReservedConnection extends DelegatingDataSource implements AutoCloseable {

    private static final ScopedValue<Boolean> RESERVED = ScopedValue.newInstance();
    private static final int THREADS = 2;

    private final HikariDataSource everyones;
    private final HikariDataSource reserved;
    private final SilenceWatch watch;

    ReservedConnection(HikariConfig config, OpenConnections connections) {
        config.setDataSource(connections);
        this.watch = new SilenceWatch(connections);
        this.everyones = new HikariDataSource(config);
        this.reserved = new HikariDataSource(alone(config));
        setTargetDataSource(everyones);
    }

    /** Does the work, on the calling thread, with a connection that is kept for it. */
    public static void run(Runnable work) {
        ScopedValue.where(RESERVED, true).run(work);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return RESERVED.isBound() ? reserved.getConnection() : everyones.getConnection();
    }

    @Override
    public void close() {
        reserved.close();
        everyones.close();
        watch.close();
    }

    private static HikariConfig alone(HikariConfig config) {
        var alone = new HikariConfig();
        config.copyStateTo(alone);
        alone.setPoolName(config.getPoolName() + "-reserved");
        alone.setMaximumPoolSize(THREADS);
        // To turn it off for each transaction and on again would take two round trips more.
        alone.setAutoCommit(false);
        return alone;
    }
}

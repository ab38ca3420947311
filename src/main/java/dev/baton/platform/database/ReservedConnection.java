package dev.baton.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool of all, and one connection beside it for the thread that everyone waits for: its turn
 * must not come after theirs.
 */
public final class ReservedConnection extends DelegatingDataSource implements AutoCloseable {

    private static final ScopedValue<Boolean> RESERVED = ScopedValue.newInstance();

    private final HikariDataSource everyones;
    private final HikariDataSource reserved;

    ReservedConnection(HikariConfig config) {
        this.everyones = new HikariDataSource(config);
        this.reserved = new HikariDataSource(alone(config));
        setTargetDataSource(everyones);
    }

    /** Does the work, on the calling thread, with the connection that is kept for it. */
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
    }

    private static HikariConfig alone(HikariConfig config) {
        var alone = new HikariConfig();
        config.copyStateTo(alone);
        alone.setPoolName(config.getPoolName() + "-reserved");
        alone.setMaximumPoolSize(1);
        return alone;
    }
}

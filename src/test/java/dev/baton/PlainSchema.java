package dev.baton;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.baton.platform.database.DatabaseUrl;
import dev.baton.platform.database.RetryingTransactions;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A schema with all tables and nobody in it: no Spring context, so no worker and no relay but those
 * that a test makes. Tests without Spring share it one after the other; who comes empties what he
 * counts.
 */
public final class PlainSchema {

    private static @Nullable PlainSchema shared;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RetryingTransactions retrying;

    private PlainSchema(DataSource pool) {
        this.jdbc = new JdbcTemplate(pool);
        var manager = new JdbcTransactionManager(pool);
        this.transaction = new TransactionTemplate(manager);
        this.retrying = new RetryingTransactions(manager, meters);
    }

    public static synchronized PlainSchema shared() {
        if (shared == null) {
            shared = create();
        }
        return shared;
    }

    private static PlainSchema create() {
        var url = DatabaseUrl.parse(TestDatabase.freshUrl());
        var settings = new HikariConfig();
        settings.setDataSource(new Connections(url));
        settings.setMaximumPoolSize(24);
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        var pool = new HikariDataSource(settings);
        Flyway.configure().dataSource(pool).load().migrate();
        return new PlainSchema(pool);
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public RetryingTransactions retrying() {
        return retrying;
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** Also forgets what was measured. */
    public void empty(String... tables) {
        for (var table : tables) {
            jdbc.update("DELETE FROM " + table);
        }
        meters.clear();
    }

    private static final class Connections extends AbstractDataSource {

        private final DatabaseUrl url;

        private Connections(DatabaseUrl url) {
            this.url = url;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return url.connect();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return url.connect();
        }
    }
}

package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.baton.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@Tag("database")
class ReservedConnectionTests {

    private static final int VALIDITY_SECONDS = 2;
    private static final int PLACES = 8;

    @Test
    void isThereWhenThePoolHasNoneLeft() throws SQLException {
        try (var source = new ReservedConnection(pool(1, Duration.ofMillis(250)), connections());
                var _ = source.getConnection()) {
            assertThatThrownBy(source::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class);

            var valid = new AtomicBoolean();
            ReservedConnection.run(() -> valid.set(isValid(source)));

            assertThat(valid).isTrue();
        }
    }

    @Test
    void allPlacesAreFreeAfterTenThousandTransactionsOfWhichManyFail() throws SQLException {
        try (var source = new ReservedConnection(pool(PLACES, Duration.ofSeconds(30)), connections())) {
            var transactions =
                    new RetryingTransactions(
                            new DataSourceTransactionManager(source), new SimpleMeterRegistry());
            var jdbc = JdbcClient.create(source);
            var failed = new AtomicInteger();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 10_000; i++) {
                    var statement = i % 10 == 0 ? "SELECT nothing" : "SELECT 1";
                    callers.execute(
                            () -> {
                                try {
                                    transactions.run(
                                            () -> jdbc.sql(statement).query(Integer.class).single());
                                } catch (DataAccessException e) {
                                    failed.incrementAndGet();
                                }
                            });
                }
            }

            assertThat(failed).hasValue(1_000);
            var taken = new ArrayList<Connection>();
            for (var i = 0; i < PLACES; i++) {
                taken.add(source.getConnection());
            }
            assertThat(taken).doesNotHaveDuplicates();
            for (var connection : taken) {
                connection.close();
            }
        }
    }

    private static boolean isValid(ReservedConnection source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(VALIDITY_SECONDS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariConfig pool(int places, Duration patience) {
        var config = new HikariConfig();
        config.setMaximumPoolSize(places);
        config.setConnectionTimeout(patience.toMillis());
        return config;
    }

    private static OpenConnections connections() {
        var url = DatabaseUrl.parse(TestDatabase.url());
        return new OpenConnections(
                url.jdbcUrl(ConnectionDefaults.SILENCE), url.user(), url.password());
    }
}

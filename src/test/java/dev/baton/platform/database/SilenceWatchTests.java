package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import dev.baton.TcpProxy;
import dev.baton.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class SilenceWatchTests {

    private static final Duration REFUSED_WITHIN = Duration.ofMillis(3_500);

    private TcpProxy network;
    private ReservedConnection source;

    @BeforeEach
    void connect() throws IOException {
        var url = DatabaseUrl.parse(TestDatabase.url());
        network = new TcpProxy(url.port());
        var distant =
                new DatabaseUrl(
                        "127.0.0.1:" + network.port(),
                        url.schema(),
                        url.user(),
                        url.password(),
                        url.parameters());
        var config = new HikariConfig();
        config.setConnectionTimeout(250);
        source =
                new ReservedConnection(
                        config,
                        new OpenConnections(
                                distant.jdbcUrl(ConnectionDefaults.SILENCE),
                                distant.user(),
                                distant.password()));
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        network.close();
    }

    @Test
    void cutsWhoWaitsForASilentDatabase() throws SQLException {
        try (var connection = source.getConnection()) {
            network.silent(true);

            assertThat(asking(connection, "SELECT 1"))
                    .succeedsWithin(REFUSED_WITHIN)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            lost -> assertThat(lost.getSQLState()).startsWith("08"));
        }

        network.silent(false);
        await().ignoreExceptions().until(this::answers);
    }

    @Test
    void leavesASlowDatabaseItsTime() throws SQLException {
        network.delay(Duration.ofMillis(200));
        try (var connection = source.getConnection()) {
            assertThat(asking(connection, "SELECT SLEEP(4)"))
                    .succeedsWithin(Duration.ofSeconds(9))
                    .isNull();
        }
    }

    private boolean answers() throws SQLException {
        try (var connection = source.getConnection()) {
            return connection.isValid(1);
        }
    }

    private static CompletableFuture<Throwable> asking(Connection connection, String question) {
        return CompletableFuture.supplyAsync(
                () ->
                        catchThrowable(
                                () -> {
                                    try (var statement = connection.createStatement()) {
                                        statement.execute(question);
                                    }
                                }));
    }
}

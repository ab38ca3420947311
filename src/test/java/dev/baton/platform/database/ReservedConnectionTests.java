package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.baton.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class ReservedConnectionTests {

    private static final int VALIDITY_SECONDS = 2;

    @Test
    void isThereWhenThePoolHasNoneLeft() throws SQLException {
        try (var source = new ReservedConnection(poolOfOne(), connections());
                var _ = source.getConnection()) {
            assertThatThrownBy(source::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class);

            var valid = new AtomicBoolean();
            ReservedConnection.run(() -> valid.set(isValid(source)));

            assertThat(valid).isTrue();
        }
    }

    private static boolean isValid(ReservedConnection source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(VALIDITY_SECONDS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariConfig poolOfOne() {
        var config = new HikariConfig();
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        return config;
    }

    private static OpenConnections connections() {
        var url = DatabaseUrl.parse(TestDatabase.url());
        return new OpenConnections(
                url.jdbcUrl(ConnectionDefaults.SILENCE), url.user(), url.password());
    }
}

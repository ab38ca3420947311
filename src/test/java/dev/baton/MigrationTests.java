package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.Ids;
import dev.baton.platform.database.DatabaseUrl;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/** A database that an older Baton left is brought up to date, or nothing starts. */
@Tag("database")
class MigrationTests {

    private static final Path DOCUMENT = Path.of("docs", "schema.sql");

    @Test
    void olderSchemaIsBroughtUpToDateWithItsRows() throws SQLException {
        try (var connection = DatabaseUrl.parse(TestDatabase.freshUrl()).connect()) {
            var source = new SingleConnectionDataSource(connection, true);
            var jdbc = new JdbcTemplate(source);
            flyway(source).target(first(source)).load().migrate();
            var id = Ids.bytes(Ids.next());
            jdbc.update(
                    """
                    INSERT INTO tenant (tenant_id, name, slug, language, time_zone, currency, status,
                        created_at, version)
                    VALUES (?, 'Old friends', 'old-friends', 'en', 'UTC', 'USD', 'active',
                        UTC_TIMESTAMP(6), 0)
                    """,
                    id);

            flyway(source).load().migrate();

            assertThat(DOCUMENT).content().isEqualTo(new SchemaDocument(jdbc).text());
            assertThat(
                            jdbc.queryForObject(
                                    "SELECT name FROM tenant WHERE tenant_id = ?",
                                    String.class,
                                    id))
                    .isEqualTo("Old friends");
        }
    }

    @Test
    void migrationThatFailsStopsTheStartInSentences(@TempDir Path folder) throws SQLException {
        var url = TestDatabase.freshUrl();
        try (var connection = DatabaseUrl.parse(url).connect();
                var statement = connection.createStatement()) {
            var source = new SingleConnectionDataSource(connection, true);
            flyway(source).target(first(source)).load().migrate();
            // In the way of a later one.
            statement.execute("CREATE TABLE webhook_endpoint (id INT)");
        }

        var said =
                ServerProcess.in(folder.resolve("home")).with("DATABASE_URL", url).startInVain();

        assertThat(said)
                .contains("The tables of the database cannot be brought up to date: ")
                .contains("webhook_endpoints_and_deliveries")
                .contains("webhook_endpoint' already exists")
                .doesNotContain("\tat ");
    }

    private static FluentConfiguration flyway(SingleConnectionDataSource source) {
        return Flyway.configure().dataSource(source);
    }

    private static String first(SingleConnectionDataSource source) {
        return Arrays.stream(flyway(source).load().info().pending())
                .findFirst()
                .orElseThrow()
                .getVersion()
                .toString();
    }
}

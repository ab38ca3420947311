package dev.baton;

import dev.baton.platform.database.DatabaseUrl;
import dev.baton.platform.database.EmbeddedDatabase;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The one database server of a test run: an embedded MariaDB under {@code target}, or the MySQL
 * named by {@code -Dbaton.test.database-url} or {@code DATABASE_URL}. Every Spring test gets it by
 * itself and shares one schema, so a test makes tenants of its own and counts nothing else.
 */
public final class TestDatabase {

    /** Where the embedded database's programs lie unpacked, for tests that start their own. */
    public static final Path PROGRAMS = Path.of("target", "test-database");

    private static final String PREFIX = "baton_test_";

    private static @Nullable DatabaseUrl server;
    private static @Nullable String shared;

    private TestDatabase() {}

    /** The {@code DATABASE_URL} of the schema that all Spring tests of this run share. */
    public static synchronized String url() {
        if (shared == null) {
            shared = freshUrl();
        }
        return shared;
    }

    /** The {@code DATABASE_URL} of a new, empty schema on the same server. */
    public static synchronized String freshUrl() {
        var schema = PREFIX + UUID.randomUUID().toString().substring(0, 8);
        var server = server();
        execute(server, "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        return server.withSchema(schema).value();
    }

    private static DatabaseUrl server() {
        if (server == null) {
            var named =
                    System.getProperty(
                            "baton.test.database-url",
                            System.getenv().getOrDefault("DATABASE_URL", ""));
            server = named.isBlank() ? embedded() : DatabaseUrl.parse(named);
            dropSchemasOfEarlierRuns(server);
        }
        return server;
    }

    private static DatabaseUrl embedded() {
        var database = EmbeddedDatabase.start(PROGRAMS, PROGRAMS, 256);
        // Runs after every context has closed and written its last words.
        SpringApplication.getShutdownHandlers().add(database::close);
        return database.url();
    }

    private static void dropSchemasOfEarlierRuns(DatabaseUrl server) {
        var schemas = new ArrayList<String>();
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT schema_name FROM information_schema.schemata
                                WHERE schema_name LIKE 'baton\\_test\\_%'
                                """)) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test database " + server + " is of no use", e);
        }
        execute(
                server,
                schemas.stream().map(schema -> "DROP DATABASE " + schema).toArray(String[]::new));
    }

    private static void execute(DatabaseUrl server, String... statements) {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            for (var sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test database " + server + " is of no use", e);
        }
    }
}

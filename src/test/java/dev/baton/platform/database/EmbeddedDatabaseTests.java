package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.baton.BesideOthers;
import dev.baton.TestDatabase;
import dev.baton.platform.BadConfiguration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

@Tag("embedded-database")
@BesideOthers
class EmbeddedDatabaseTests {

    private static final int MEMORY = 32;

    private Path home;

    @BeforeEach
    void chooseAFolder(@TempDir Path folder) {
        home = folder.resolve("a folder with spaces");
    }

    @Test
    void comesBackForTheSamePoolAfterItsProcessWasKilled() throws Exception {
        try (var database = start();
                var pool = pool(database)) {
            execute(pool, "CREATE TABLE note (text VARCHAR(20))");
            execute(pool, "INSERT INTO note VALUES ('kept')");
            var killed = database.pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> query(pool, "SELECT text FROM note").equals("kept"));
            await().until(() -> database.pid() != killed);
        }
    }

    @Test
    void keepsDataAddressAndLoginWhenItIsStartedAgain() throws Exception {
        DatabaseUrl first;
        try (var database = start();
                var pool = pool(database)) {
            first = database.url();
            execute(pool, "CREATE TABLE note (text VARCHAR(20))");
        }

        try (var database = start();
                var pool = pool(database)) {
            assertThat(database.url()).isEqualTo(first);
            assertThat(query(pool, "SELECT COUNT(*) FROM note")).isEqualTo("0");
        }
        assertThat(home.resolve("database.pid")).doesNotExist();
    }

    @Test
    void isRefusedOnAFolderThatIsInUse() {
        try (var database = start()) {
            assertThatExceptionOfType(BadConfiguration.class)
                    .isThrownBy(this::start)
                    .withMessageStartingWith("BATON_HOME")
                    .withMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(ProcessHandle.of(database.pid())).isPresent();
        }
    }

    @Test
    void takesOverFromAServerThatWasKilled() throws Exception {
        var other = OtherServer.on(home, TestDatabase.PROGRAMS);
        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(this::start)
                .withMessageContaining("process " + other.pid());

        other.kill();
        var orphan = ProcessHandle.of(other.databasePid());
        assertThat(orphan).isPresent();

        try (var database = start();
                var pool = pool(database)) {
            assertThat(query(pool, "SELECT text FROM note")).isEqualTo("written by the other");
            assertThat(orphan.orElseThrow().isAlive()).isFalse();
        }
    }

    @Test
    void unpacksItsProgramsOnceForThoseThatStartTogether(@TempDir Path programs) throws Exception {
        var folders = List.of(home.resolve("one"), home.resolve("two"), home.resolve("three"));
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts =
                    folders.stream()
                            .map(folder -> starters.submit(() -> OtherServer.on(folder, programs)))
                            .toList();

            for (var start : starts) {
                var other = start.get();
                assertThat(ProcessHandle.of(other.databasePid())).isPresent();
                other.kill();
                ProcessHandle.of(other.databasePid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void startsOnWhatACrashLeftBehind() throws Exception {
        start().close();
        Files.writeString(home.resolve("database.env"), "DATABASE_URL=mys");
        Files.writeString(home.resolve("lock"), "1\n");
        Files.writeString(home.resolve("database.pid"), "1\n");
        Files.createDirectory(home.resolve("data.new"));

        try (var database = start();
                var pool = pool(database)) {
            assertThat(query(pool, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void saysWhatTheDatabaseSaidWhenItCannotStart() throws Exception {
        start().close();
        Files.writeString(home.resolve("data").resolve("ibdata1"), "broken");

        assertThatExceptionOfType(BadConfiguration.class)
                .isThrownBy(this::start)
                .withMessageContaining(home.toString())
                .withMessageContaining("did not start, it ended: ")
                .withMessageContaining("DATABASE_URL");
    }

    @Test
    void letsNobodyInWithoutItsPassword() throws Exception {
        try (var database = start()) {
            var url = database.url();
            for (var user : new String[] {"root", "baton", ""}) {
                var stranger = new DatabaseUrl(url.hosts(), "mysql", user, "", url.parameters());
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(stranger::connect)
                        .withMessageContaining("Access denied");
            }
            for (var secret : new String[] {"database.env", "database.sql"}) {
                assertThat(Files.getPosixFilePermissions(home.resolve(secret)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(home, TestDatabase.PROGRAMS, MEMORY);
    }

    private static HikariDataSource pool(EmbeddedDatabase database) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(database.url().jdbcUrl(ConnectionDefaults.SILENCE));
        settings.setUsername(database.url().user());
        settings.setPassword(database.url().password());
        settings.setMaximumPoolSize(4);
        settings.setConnectionTimeout(2500);
        return new HikariDataSource(settings);
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DataSource pool, String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}

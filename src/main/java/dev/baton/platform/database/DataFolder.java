package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the embedded database keeps on disk. Data appear whole or not at all, and the login is told
 * to the server at every start, so that a lost file of ours never locks anyone out.
 */
final class DataFolder {

    static final String COLLATION = "utf8mb4_bin";
    private static final String NAME = "baton";
    private static final String VARIABLE = "DATABASE_URL=";

    private final Path home;

    DataFolder(Path home) {
        this.home = home;
    }

    /** Makes the folder ready for a start; fills it when it is new. */
    void prepare(MariaDbInstallation installation) throws IOException, InterruptedException {
        if (Files.exists(log())) {
            Files.move(
                    log(),
                    home.resolve("database.previous.log"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateFile.write(log(), "");
        FileSystemUtils.deleteRecursively(temporary());
        PrivateFile.folder(temporary());
        if (Files.exists(data())) {
            return;
        }
        var filling = home.resolve("data.new");
        FileSystemUtils.deleteRecursively(filling);
        PrivateFile.folder(filling);
        installation.initialise(filling, temporary(), log());
        Files.move(filling, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The login of the last start, with another port when something else took that one. */
    DatabaseUrl login() throws IOException {
        var password = newPassword();
        var port = FreePort.any();
        if (Files.exists(loginFile())) {
            try {
                var last =
                        DatabaseUrl.parse(
                                Files.readString(loginFile()).strip().substring(VARIABLE.length()));
                password = last.password() == null ? password : last.password();
                port = FreePort.preferably(last.port());
            } catch (BadConfiguration | IndexOutOfBoundsException e) {
                // An unreadable login is replaced below.
            }
        }
        var login = new DatabaseUrl("127.0.0.1:" + port, NAME, NAME, password, Map.of());
        PrivateFile.write(loginFile(), VARIABLE + login.value() + "\n");
        PrivateFile.write(initFile(), initialStatements(password));
        return login;
    }

    Path data() {
        return home.resolve("data");
    }

    Path temporary() {
        return home.resolve("tmp");
    }

    Path log() {
        return home.resolve("database.log");
    }

    Path pidFile() {
        return home.resolve("database.pid");
    }

    /** The process that last served this folder as it wrote it down; empty when there is none. */
    String lastPid() throws IOException {
        return Files.exists(pidFile()) ? Files.readString(pidFile()).strip() : "";
    }

    Path initFile() {
        return home.resolve("database.sql");
    }

    Path loginFile() {
        return home.resolve("database.env");
    }

    private static String newPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String initialStatements(String password) {
        return """
        CREATE DATABASE IF NOT EXISTS baton CHARACTER SET utf8mb4 COLLATE %2$s;
        CREATE USER IF NOT EXISTS 'baton'@'127.0.0.1' IDENTIFIED BY '%1$s';
        ALTER USER 'baton'@'127.0.0.1' IDENTIFIED BY '%1$s';
        GRANT ALL PRIVILEGES ON *.* TO 'baton'@'127.0.0.1';
        DELETE FROM mysql.global_priv WHERE User IN ('root', '');
        FLUSH PRIVILEGES;
        """
                .formatted(password, COLLATION);
    }
}

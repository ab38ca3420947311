package dev.baton;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Baton itself in a process of its own, as its users start it: to be killed, stopped, refused and
 * started again on the same folder. Its environment is empty but for what a test gives it.
 *
 * <pre>
 * try (var server = ServerProcess.in(home).with("GLOBAL_RATE_LIMIT", "100000").start()) {
 *     server.demo().get("BATON_API_KEY");
 * }
 * </pre>
 */
public final class ServerProcess implements AutoCloseable {

    /** Keeps {@link TestEnvironment} out of a process whose class path holds the tests as well. */
    static final String OWN_ENVIRONMENT = "baton.test.own-environment";

    private static final Duration UNTIL_READY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Launch launch;
    private final Process process;
    private final Duration readyAfter;

    private ServerProcess(Launch launch, Process process, Duration readyAfter) {
        this.launch = launch;
        this.process = process;
        this.readyAfter = readyAfter;
    }

    /** A server that keeps its files in the folder, on free ports of this machine. */
    public static Launch in(Path home) {
        return new Launch(home);
    }

    /** Where it is reached: {@code http://127.0.0.1:20080}. */
    public String url() {
        return launch.url();
    }

    /** Where it tells its metrics. */
    public String managementUrl() {
        return launch.managementUrl();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How long it took from the start of the process to the first {@code /health} that was 200. */
    public Duration readyAfter() {
        return readyAfter;
    }

    /** The variables of {@code demo.env}. */
    public Map<String, String> demo() {
        return variables(launch.home.resolve("demo.env"));
    }

    /** The process of the embedded database that serves now. */
    public long databasePid() {
        try {
            return Long.parseLong(Files.readString(launch.home.resolve("database.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has written so far. */
    public String output() {
        return launch.output();
    }

    /** As {@code kill -9}: nothing of it gets to do anything any more. Its database lives on. */
    public void killNine() {
        process.destroyForcibly();
        await(process, Duration.ofSeconds(10));
    }

    /** {@link #killNine} of the server and of its database, in one breath. */
    public void killNineWithDatabase() {
        var database = ProcessHandle.of(databasePid());
        process.destroyForcibly();
        database.ifPresent(ProcessHandle::destroyForcibly);
        await(process, Duration.ofSeconds(10));
        database.ifPresent(ServerProcess::awaitEnd);
    }

    /** Sends SIGTERM and returns at once. */
    public void askToStop() {
        process.destroy();
    }

    /** Waits for the end and tells the exit code; 143 after SIGTERM. */
    public int awaitExit(Duration atMost) {
        return await(process, atMost);
    }

    /** Stops it as an operator would, and waits. */
    public int stop() {
        askToStop();
        return awaitExit(Duration.ofSeconds(60));
    }

    /** Starts it again after its end, on the same folder and ports with the same variables. */
    public ServerProcess startAgain() {
        return launch.start();
    }

    /** Stops it if it runs; a database that it left behind is ended too. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                await(process, Duration.ofSeconds(40));
            } catch (IllegalStateException e) {
                process.destroyForcibly();
            }
        }
        launch.endOrphans();
    }

    private static int await(Process process, Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " has not ended");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Map<String, String> variables(Path file) {
        try {
            var variables = new HashMap<String, String>();
            for (var line : Files.readAllLines(file)) {
                var part = line.split("=", 2);
                variables.put(part[0], part[1]);
            }
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a server is to be started. */
    public static final class Launch {

        private final Path home;
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> java = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        private List<String> program = List.of("dev.baton.BatonApplication");
        private String classPath = ShippedClasses.path();
        private Path workingFolder = Path.of("").toAbsolutePath();

        private Launch(Path home) {
            this.home = home.toAbsolutePath();
            with("BATON_HOME", this.home.toString());
            with("SERVICE_PORT", Integer.toString(freePort()));
            with("MANAGEMENT_PORT", Integer.toString(freePort()));
        }

        /** Sets an environment variable. */
        public Launch with(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Lets it work in another folder than this one, where it may find a {@code .env}. */
        public Launch workingIn(Path folder) {
            workingFolder = folder;
            return this;
        }

        /** Gives the Java process another option. */
        public Launch java(String option) {
            java.add(option);
            return this;
        }

        /** Starts a jar instead of the compiled classes. */
        public Launch jar(Path jar) {
            program = List.of("-jar", jar.toAbsolutePath().toString());
            return this;
        }

        /**
         * Starts another main class, which lies among the tests; {@link TestEnvironment} stays out
         * of it.
         */
        public Launch main(Class<?> main) {
            program = List.of(main.getName());
            classPath =
                    Path.of("target", "test-classes").toAbsolutePath()
                            + System.getProperty("path.separator")
                            + System.getProperty("java.class.path");
            return java("-D" + OWN_ENVIRONMENT + "=true");
        }

        /** Starts it and waits until it is ready. */
        public ServerProcess start() {
            var began = System.nanoTime();
            var process = run();
            try {
                Awaitility.await()
                        .atMost(UNTIL_READY)
                        .pollInterval(BETWEEN_LOOKS)
                        .until(() -> !process.isAlive() || isReady());
            } catch (ConditionTimeoutException e) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not become ready:\n" + output(), e);
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended before it was ready:\n" + output());
            }
            return new ServerProcess(this, process, Duration.ofNanos(System.nanoTime() - began));
        }

        /** Starts it and returns at once. */
        public ServerProcess begin() {
            return new ServerProcess(this, run(), Duration.ZERO);
        }

        /** Starts it, waits until it gives up, and tells what it said. */
        public String startInVain() {
            var process = run();
            try {
                if (await(process, UNTIL_READY) == 0) {
                    throw new IllegalStateException("It ended as if all were well:\n" + output());
                }
                return output();
            } finally {
                process.destroyForcibly();
                endOrphans();
            }
        }

        private Process run() {
            try {
                Files.createDirectories(home.getParent());
                var builder = new ProcessBuilder(command()).redirectErrorStream(true);
                builder.directory(workingFolder.toFile());
                var own = builder.environment();
                own.keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME", "TMPDIR"));
                own.putAll(environment);
                return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> command() {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(java);
            if (!program.getFirst().equals("-jar")) {
                command.addAll(List.of("-cp", classPath));
            }
            command.addAll(program);
            return command;
        }

        private boolean isReady() {
            var request =
                    HttpRequest.newBuilder(URI.create(url() + "/health"))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            try {
                return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private String url() {
            return "http://127.0.0.1:" + environment.get("SERVICE_PORT");
        }

        private String managementUrl() {
            return "http://127.0.0.1:" + environment.get("MANAGEMENT_PORT");
        }

        /** Beside the folder, which may not exist yet and is looked at by tests. */
        private Path log() {
            return home.resolveSibling(home.getFileName() + ".log");
        }

        private String output() {
            try {
                return Files.readString(log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void endOrphans() {
            var data = "--datadir=" + home.resolve("data");
            try (var processes = ProcessHandle.allProcesses()) {
                processes
                        .filter(
                                process ->
                                        process.info()
                                                .arguments()
                                                .map(Arrays::asList)
                                                .orElse(List.of())
                                                .contains(data))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }

        private static int freePort() {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

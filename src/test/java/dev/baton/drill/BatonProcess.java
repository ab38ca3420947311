package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ShippedClasses;
import dev.baton.platform.database.DatabaseUrl;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real program as a process of its own, with a folder of its own, to be killed and started
 * again. Only {@link FurnishedBaton} is added to it.
 */
public final class BatonProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final Path ADDED_CLASSES = Path.of("target", "drill-classes");
    private static final String DATABASE_URL = "DATABASE_URL";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Path home;
    private final Map<String, String> variables;
    private final int port = freePort();
    private Process process;

    /**
     * @param databaseUrl empty for an embedded database in the folder
     */
    BatonProcess(Path home, String databaseUrl, Provider provider) throws IOException {
        this(home, databaseUrl, provider.url());
    }

    public BatonProcess(Path home, String databaseUrl, String providerUrl) throws IOException {
        this.home = home;
        FileSystemUtils.deleteRecursively(home);
        Files.createDirectories(home);
        addClasses();
        this.variables =
                new HashMap<>(
                        Map.ofEntries(
                                Map.entry("BATON_HOME", home.toString()),
                                Map.entry(DATABASE_URL, databaseUrl),
                                Map.entry("ENVIRONMENT", "development"),
                                Map.entry("DEMO_DATA", "false"),
                                Map.entry("SERVICE_PORT", Integer.toString(port)),
                                Map.entry("MANAGEMENT_PORT", Integer.toString(freePort())),
                                Map.entry("GLOBAL_RATE_LIMIT", "10000000"),
                                Map.entry("TENANT_RATE_LIMIT", "1000000"),
                                Map.entry("ADDRESS_RATE_LIMIT", "1000000"),
                                Map.entry("MAX_CONCURRENT_TASKS", "50"),
                                Map.entry(FurnishedBaton.PROVIDER_URL, providerUrl),
                                Map.entry(
                                        FurnishedBaton.KEY_FILE, home.resolve("key").toString())));
    }

    /** Sets a variable for its starts from now on. */
    BatonProcess with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Starts it and tells how long it took until it was ready. */
    public Duration start(CrashPoint... points) throws IOException {
        var began = System.nanoTime();
        var builder = new ProcessBuilder(command());
        builder.environment().remove(CrashPoint.VARIABLE);
        builder.environment().putAll(variables);
        for (var point : points) {
            builder.environment().put(CrashPoint.VARIABLE, point.variable());
        }
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        process = builder.start();
        Awaitility.await("ready, see " + log())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast("it ended, see " + log(), () -> !process.isAlive())
                .until(this::isReady);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    int port() {
        return port;
    }

    /** Where its console and API are. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Memory it really occupies, in MB. */
    long residentMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Stands still, as under a debugger or on a machine that sleeps, until {@link #goOn}. */
    void standStill() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    /** Serves the tenant that another one has made, on the same database. */
    BatonProcess beside(BatonProcess other) throws IOException {
        for (var shared : List.of("key", "secret.key")) {
            Files.copy(other.home.resolve(shared), home.resolve(shared));
        }
        return this;
    }

    /** Waits until it has died of its own. */
    void awaitDeath() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks it to stop, by SIGTERM, and tells how long that took. */
    Duration stop() throws InterruptedException {
        var began = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void killDatabase() throws IOException {
        var pid = Long.parseLong(Files.readString(home.resolve("database.pid")).strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    String key() throws IOException {
        return Files.readString(home.resolve("key"));
    }

    /** A request of the drill's tenant. */
    public HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/json");
    }

    public HttpClient http() {
        return http;
    }

    /** Has the events of messages delivered to the receiver. */
    void subscribe(Receiver receiver) throws IOException, InterruptedException {
        var body = "{\"url\":\"%s\",\"events\":[\"message.*\"]}".formatted(receiver.url());
        var request =
                request("/api/v1/webhooks").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    /** A connection past the program, to its database. */
    Connection database() throws IOException, SQLException {
        var named = variables.get(DATABASE_URL);
        var url =
                named.isEmpty()
                        ? Files.readString(home.resolve("database.env"))
                                .strip()
                                .substring(DATABASE_URL.length() + 1)
                        : named;
        return DatabaseUrl.parse(url).connect();
    }

    Path log() {
        return home.resolve("server.log");
    }

    boolean isReady() {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url() + "/health"))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx768m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(ADDED_CLASSES.toAbsolutePath() + File.pathSeparator + ShippedClasses.path());
        command.add("dev.baton.BatonApplication");
        return command;
    }

    private static void addClasses() throws IOException {
        var folder = Path.of("dev", "baton", "drill");
        var from = TEST_CLASSES.resolve(folder);
        var to = ADDED_CLASSES.resolve(folder);
        Files.createDirectories(to);
        try (var classes = Files.newDirectoryStream(from, "{FurnishedBaton,CrashPoint}*.class")) {
            for (var file : classes) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The program as people start it, with nothing set and nothing there, and what it survives. */
@Tag("embedded-database")
@BesideOthers
class StartTests {

    private static final Set<String> CONTRACT =
            Set.of(
                    "BATON_URL",
                    "BATON_API_KEY",
                    "BATON_OTHER_API_KEY",
                    "BATON_ADMIN_EMAIL",
                    "BATON_ADMIN_PASSWORD",
                    "BATON_OWNER_EMAIL",
                    "BATON_OWNER_PASSWORD");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Path home;

    @BeforeEach
    void chooseAFolder(@TempDir Path folder) {
        home = folder.resolve("it's a home");
    }

    @Test
    void startsFromNothingAndKeepsEverythingWhateverIsKilled() throws Exception {
        var launch = ServerProcess.in(home);
        try (var server = launch.start()) {
            tellsHowToComeIn(server);
            listensToThisMachineOnly(server);
            lineOfItsGreetingWorks(server);
            refusesASecondOneOnTheFolder();
            recoversFromTheDeathOfItsDatabase(server);
        }
        try (var server = launch.start()) {
            var demo = server.demo();
            var message = ask(server, demo.get("BATON_API_KEY"));
            var owner = new Visitor();
            assertThat(
                            owner.signIn(
                                    server,
                                    demo.get("BATON_OWNER_EMAIL"),
                                    demo.get("BATON_OWNER_PASSWORD")))
                    .isEqualTo(303);
            var orphan = ProcessHandle.of(server.databasePid()).orElseThrow();
            server.killNine();
            assertThat(orphan.isAlive()).isTrue();

            try (var again = server.startAgain()) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(again.demo()).isEqualTo(demo);
                assertThat(statusOf(again, demo, message)).isEqualTo(200);
                assertThat(owner.open(again, "/agents")).isEqualTo(200);
                assertThat(new Visitor().open(again, "/agents")).isEqualTo(302);
                again.killNineWithDatabase();
            }
            Files.delete(home.resolve("demo.env"));
            try (var again = server.startAgain()) {
                assertThat(again.demo().get("BATON_API_KEY"))
                        .isNotEqualTo(demo.get("BATON_API_KEY"));
                assertThat(statusOf(again, again.demo(), message)).isEqualTo(200);
                assertThat(ask(again, again.demo().get("BATON_OTHER_API_KEY"))).isNotBlank();
            }
        }
    }

    @Test
    void productionWithoutADatabaseNamesTheVariable() {
        var said = ServerProcess.in(home).with("ENVIRONMENT", "production").startInVain();

        assertThat(said).contains("DATABASE_URL is empty and ENVIRONMENT is production");
        assertThat(home).doesNotExist();
    }

    @Test
    void productionWithoutASecretKeyNamesTheVariable() {
        var said = production().startInVain();

        assertThat(said).contains("SECRET_KEY is not set").doesNotContain("\tat ");
    }

    @Test
    void productionWithADefaultSecretKeyNamesTheVariable() {
        var said = production().with("SECRET_KEY", "changeme".repeat(8)).startInVain();

        assertThat(said)
                .contains("SECRET_KEY is a default, an example or too easy to guess")
                .doesNotContain("changemechangeme");
    }

    @Test
    void demoDataAreRefusedInProduction() {
        var said =
                production()
                        .with("SECRET_KEY", "fJ3kfh29dkA0sldk4JFhd83hGdk2nCbz9Q")
                        .with("DEMO_DATA", "true")
                        .startInVain();

        assertThat(said).contains("DEMO_DATA is true and ENVIRONMENT is production");
    }

    private void tellsHowToComeIn(ServerProcess server) throws IOException {
        var demo = server.demo();
        assertThat(demo.keySet()).isEqualTo(CONTRACT);
        assertThat(demo.get("BATON_URL")).isEqualTo(server.url());
        assertThat(Files.getPosixFilePermissions(home.resolve("demo.env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(server.output())
                .contains(server.url() + "/login", demo.get("BATON_ADMIN_EMAIL"))
                .doesNotContain(
                        demo.get("BATON_ADMIN_PASSWORD"),
                        demo.get("BATON_OWNER_PASSWORD"),
                        demo.get("BATON_API_KEY"));
    }

    private static void listensToThisMachineOnly(ServerProcess server) throws IOException {
        var port = URI.create(server.url()).getPort();
        var outside =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(Inet4Address.class::isInstance)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();
        for (var address : outside) {
            try (var socket = new Socket()) {
                var there = new InetSocketAddress(address, port);
                assertThatIOException().isThrownBy(() -> socket.connect(there, 1_000));
            }
        }
    }

    /** Pasted into a shell in another folder. */
    private void lineOfItsGreetingWorks(ServerProcess server) throws Exception {
        var line =
                server.output()
                        .lines()
                        .filter(text -> text.contains("curl "))
                        .findFirst()
                        .orElseThrow();
        var shell = new ProcessBuilder("sh", "-c", line).directory(new java.io.File("/")).start();
        var answer = new String(shell.getInputStream().readAllBytes());

        assertThat(shell.waitFor()).isZero();
        assertThat(answer).contains("\"status\":\"completed\"", "hello");
    }

    private void refusesASecondOneOnTheFolder() {
        var said = ServerProcess.in(home).startInVain();

        assertThat(said)
                .contains("BATON_HOME names " + home + ", where another Baton (process ")
                .contains("Stop that one, or give this one another BATON_HOME");
    }

    private void recoversFromTheDeathOfItsDatabase(ServerProcess server) {
        var killed = server.databasePid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> !ask(server, server.demo().get("BATON_API_KEY")).isEmpty());
        assertThat(server.databasePid()).isNotEqualTo(killed);
    }

    private ServerProcess.Launch production() {
        return ServerProcess.in(home)
                .with("ENVIRONMENT", "production")
                .with("EMBEDDED_DATABASE", "allow");
    }

    /** The id of a message that was answered. */
    private String ask(ServerProcess server, String key) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/messages"))
                        .timeout(Duration.ofSeconds(5))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"agent\":\"assistant\",\"input\":\"hello\"}"))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().replaceFirst(".*?\"id\":\"([0-9a-f-]+)\".*", "$1");
    }

    private int statusOf(ServerProcess server, Map<String, String> demo, String message)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/messages/" + message))
                        .header("Authorization", "Bearer " + demo.get("BATON_API_KEY"))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}

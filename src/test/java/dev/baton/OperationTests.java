package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program on a named MySQL, as operators set it up, watch it and come in. */
@Tag("database")
@BesideOthers
class OperationTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OPERATOR = "ops@example.org";
    private static final String PASSWORD = "a passphrase of some length";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = new JsonMapper();

    private Path folder;
    private Path home;

    @BeforeEach
    void chooseFolders(@TempDir Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
    }

    @Test
    void canBeWatched() throws Exception {
        Files.writeString(
                folder.resolve(".env"), "SERVICE_TOKEN=from the file\nLOG_FORMAT=text\n");
        var launch =
                ServerProcess.in(home)
                        .workingIn(folder)
                        .with("DATABASE_URL", TestDatabase.freshUrl())
                        .with("LOG_FORMAT", "json")
                        .with("LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB_SERVLET", "DEBUG");
        try (var server = launch.start()) {
            assertThat(home.resolve("data")).doesNotExist();
            asks(server);
            tellsHowItsDependenciesAre(server);
            tellsItsMetrics(server);
            changesTheLevelOfALogForWhoeverHasTheToken(server);
            showsNothingElseToWhoeverReachesThatPort(server);
            logsJsonWithTheFactsOfTheRequest(server);
        }
    }

    @Test
    void letsItsFirstOperatorIn() throws Exception {
        var launch =
                ServerProcess.in(home)
                        .with("ENVIRONMENT", "production")
                        .with("DATABASE_URL", TestDatabase.freshUrl())
                        .with("SECRET_KEY", "fJ3kfh29dkA0sldk4JFhd83hGdk2nCbz9Q")
                        .with("BATON_ADMIN_EMAIL", OPERATOR)
                        .with("BATON_ADMIN_PASSWORD", PASSWORD)
                        .with("LOG_FILE", folder.resolve("logs").resolve("baton.log").toString())
                        .with("LOG_FILE_MAX_SIZE", "1KB");
        try (var server = launch.start()) {
            beginsAnotherLogFileWhenOneIsFull();
            assertThat(home.resolve("demo.env")).doesNotExist();
            var operator = new Visitor();
            assertThat(operator.signIn(server, OPERATOR, PASSWORD + "!")).isNotEqualTo(303);
            assertThat(operator.signIn(server, OPERATOR, PASSWORD)).isEqualTo(303);
            assertThat(operator.open(server, "/tenants")).isEqualTo(200);
            assertThat(logLines(server)).isNotEmpty();
            assertThat(server.output()).doesNotContain(PASSWORD);
        }
    }

    private void beginsAnotherLogFileWhenOneIsFull() {
        var logs = folder.resolve("logs");
        assertThat(logs.resolve("baton.log")).exists();
        // The full one is packed beside the writing.
        await().untilAsserted(
                        () ->
                                assertThat(logs)
                                        .isDirectoryContaining("glob:**/baton.log.*.gz"));
    }

    private void asks(ServerProcess server) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/messages"))
                        .header("Authorization", "Bearer " + server.demo().get("BATON_API_KEY"))
                        .header("Content-Type", "application/json")
                        .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                        .header("X-Correlation-Id", "order-4711")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"agent\":\"assistant\",\"input\":\"hello\"}"))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json.readTree(response.body()).path("trace_id").stringValue()).isEqualTo(TRACE);
    }

    private void tellsHowItsDependenciesAre(ServerProcess server) throws Exception {
        assertThat(get(server.url() + "/health").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get(server.url() + "/health?deep=true").statusCode()).isEqualTo(403);

        var deep =
                get(
                        server.url() + "/health?deep=true",
                        "Authorization",
                        "Bearer from the file");
        var database = json.readTree(deep.body()).path("dependencies").path("database");
        assertThat(database.path("status").stringValue()).isEqualTo("up");
        assertThat(database.path("latency_ms").doubleValue()).isPositive();
        var webhooks = json.readTree(deep.body()).path("dependencies").path("webhooks");
        assertThat(webhooks.path("status").stringValue()).isEqualTo("up");
        assertThat(json.readTree(deep.body()).at("/dependencies/disk/detail").stringValue())
                .endsWith(" MB free");
    }

    private void tellsItsMetrics(ServerProcess server) throws Exception {
        var metrics = get(server.managementUrl() + "/actuator/prometheus").body();

        assertThat(metrics)
                // One message was asked and answered.
                .containsPattern(line("baton_workflow_total", "1.0", "messages", "completed"))
                .containsPattern(line("baton_workflow_seconds_count", "1", "messages"))
                .contains("baton_workflow_seconds_bucket{")
                .containsPattern(
                        line("baton_request_to_response_seconds_count", "1", "POST /api/v1/messages"))
                .contains("baton_request_to_response_seconds_bucket{")
                .containsPattern(line("baton_downstream_seconds_count", "1", "demo"))
                .containsPattern(line("baton_downstream_errors_total", "0.0", "demo"))
                .containsPattern(line("baton_downstream_errors_total", "0.0", "http-agents"))
                .contains("jvm_memory_used_bytes", "hikaricp_connections_active")
                .containsPattern(line("cache_gets_total", "[0-9.]+", "connections", "hit"))
                .containsPattern(line("cache_gets_total", "[1-9][0-9.]*", "tenants", "hit"));
        assertThat(metrics).doesNotContain("acme", "siam", "assistant");
        // Some are there from the first time that they have something to tell.
        var declared =
                SourceTexts.literals().stream()
                        .map(SourceTexts.Literal::text)
                        .collect(Collectors.toSet());
        assertThat(metricsOfTheGuide())
                .allMatch(name -> metrics.contains(name) || declared.contains(name));
        assertThat(get(server.url() + "/actuator/prometheus").statusCode()).isNotEqualTo(200);
    }

    private void changesTheLevelOfALogForWhoeverHasTheToken(ServerProcess server) throws Exception {
        var logger = server.managementUrl() + "/actuator/loggers/dev.baton.message";

        assertThat(get(logger).statusCode()).isEqualTo(403);
        assertThat(level(logger, "from the air").statusCode()).isEqualTo(403);
        assertThat(level(logger, "from the file").statusCode()).isEqualTo(204);

        var now = get(logger, "Authorization", "Bearer from the file").body();
        assertThat(json.readTree(now).path("effectiveLevel").stringValue()).isEqualTo("TRACE");
    }

    private void showsNothingElseToWhoeverReachesThatPort(ServerProcess server)
            throws Exception {
        var shown = json.readTree(get(server.managementUrl() + "/actuator").body()).path("_links");

        assertThat(shown.propertyNames())
                .containsExactlyInAnyOrder(
                        "self", "health", "health-path", "loggers", "loggers-name", "prometheus");
    }

    private HttpResponse<String> level(String logger, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(logger))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"TRACE\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The names that operators are told to look for. */
    private static List<String> metricsOfTheGuide() throws IOException {
        return Pattern.compile("`((?:baton|cache|jvm|hikaricp)_[a-z_]+?)_?[{*`]")
                .matcher(Files.readString(Path.of("docs", "operations.md")))
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }

    /** A figure of which these are among the labels, in the order in which they stand there. */
    private static String line(String name, String value, String... labels) {
        return "(?m)^%s\\{[^\n]*%s[^\n]*} %s$"
                .formatted(name, String.join("[^\n]*", labels), value);
    }

    private void logsJsonWithTheFactsOfTheRequest(ServerProcess server) {
        var request =
                logLines(server).stream()
                        .filter(line -> line.path("trace_id").asString("").equals(TRACE))
                        .toList();

        assertThat(request)
                .isNotEmpty()
                .allSatisfy(
                        line ->
                                assertThat(line.path("correlation_id").stringValue())
                                        .isEqualTo("order-4711"))
                .allSatisfy(line -> assertThat(line.path("tenant_id").asString("")).hasSize(36));
    }

    private List<JsonNode> logLines(ServerProcess server) {
        return server.output().lines().map(line -> (JsonNode) json.readTree(line)).toList();
    }

    private HttpResponse<String> get(String url, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of calls under way when Baton is asked to stop. */
@Tag("embedded-database")
@BesideOthers
class StopTests {

    private static final int SHORT_STREAMS = 3;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Test
    void answersEndOrTellThatTheyDoNotAndNothingIsLost(@TempDir Path folder) throws Exception {
        var launch =
                ServerProcess.in(folder.resolve("home"))
                        .with("STOP_PATIENCE", "12s")
                        .with("STOP_DRAIN", "5s")
                        .with("DEMO_TOKEN_DELAY", "300ms");
        try (var server = launch.start()) {
            var begun = new CountDownLatch(SHORT_STREAMS + 1);
            var brief =
                    IntStream.range(0, SHORT_STREAMS)
                            .mapToObj(_ -> stream(server, "\"max_tokens\":10,", begun))
                            .toList();
            var endless = stream(server, "", begun);
            begun.await();

            server.askToStop();
            await().until(() -> isRefused(server));
            assertThat(health(server)).isEqualTo(503);

            assertThat(brief)
                    .allSatisfy(it -> assertThat(it.join()).endsWith("data: [DONE]\n\n"));
            assertThat(endless.join())
                    .contains("\"error\":{\"code\":\"call_cancelled\"")
                    .doesNotContain("[DONE]");
            server.awaitExit(Duration.ofMinutes(2));
            assertThat(server.output()).contains("Cancelling 1 calls").doesNotContain("ERROR");
        }
        try (var server = launch.with("DEMO_TOKEN_DELAY", "0ms").start()) {
            assertThat(statuses(server))
                    .containsExactlyInAnyOrder(
                            "completed", "completed", "completed", "cancelled");
        }
    }

    private CompletableFuture<String> stream(
            ServerProcess server, String parameters, CountDownLatch begun) {
        var body =
                "{\"model\":\"assistant\",\"stream\":true,%s\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                        .formatted(parameters);
        var request =
                request(server, "/v1/chat/completions")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenApply(response -> read(response.body(), begun));
    }

    private static String read(Stream<String> lines, CountDownLatch begun) {
        var text = new StringBuilder();
        lines.forEach(
                line -> {
                    if (text.isEmpty()) {
                        begun.countDown();
                    }
                    text.append(line).append('\n');
                });
        return text.toString();
    }

    private boolean isRefused(ServerProcess server) throws Exception {
        var response =
                http.send(
                        request(server, "/api/v1/messages").build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 503 && response.body().contains("\"code\":\"stopping\"");
    }

    private int health(ServerProcess server) throws Exception {
        return http.send(
                        request(server, "/health").build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<String> statuses(ServerProcess server) throws Exception {
        var list =
                http.send(
                                request(server, "/api/v1/messages").build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return java.util.regex.Pattern.compile("\"status\":\"([a-z]+)\"")
                .matcher(list)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static HttpRequest.Builder request(ServerProcess server, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + server.demo().get("BATON_API_KEY"));
    }
}

package dev.baton.message;

import dev.baton.platform.Ids;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Calls the API over HTTP, each request under a trace of its own. */
public final class BatonClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final String token;

    public BatonClient(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** An answer as it came. */
    public record Answer(int status, HttpResponse<String> response, String trace) {

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The data of every event, in order. */
        public List<String> events() {
            return text().lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        }
    }

    public String token() {
        return token;
    }

    /** JSON in single quotes; headers as name and value in turn. */
    public Answer post(String path, String body, String... headers) {
        return send(request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))), headers);
    }

    /** A body as it is. */
    public Answer postExactly(String path, String body, String... headers) {
        return send(request(path).POST(BodyPublishers.ofString(body)), headers);
    }

    public Answer ask(String body, String... headers) {
        return post("/api/v1/messages", body, headers);
    }

    public Answer complete(String body, String... headers) {
        return post("/v1/chat/completions", body, headers);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Any method; JSON in single quotes. */
    public Answer send(String method, String path, String body, String... headers) {
        var publisher =
                body.isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body.replace('\'', '"'));
        return send(request(path).method(method, publisher), headers);
    }

    /** The lines of an answer, as they come. */
    public Stream<String> lines(String path, String... headers)
            throws IOException, InterruptedException {
        var request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofLines()).body();
    }

    /** Sends a request on a connection of its own, whose answer is read as far as one likes. */
    public Socket open(String path, String body, String... headers) throws IOException {
        var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var socket = new Socket("127.0.0.1", port);
        var head =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                        .formatted(path, token, bytes.length);
        for (var i = 0; i < headers.length; i += 2) {
            head += headers[i] + ": " + headers[i + 1] + "\r\n";
        }
        head += "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest.Builder request, String... headers) {
        var trace = Ids.next().toString().replace("-", "");
        request.header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response, trace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

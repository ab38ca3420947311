package dev.baton.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server that is asked, and on whose behalf. */
final class Server {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int TRIES = 4;
    private static final int LONGEST_WAIT_SECONDS = 60;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:BATON_URL:-http://localhost:8008}",
            description = "Address of the server.")
    private String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Reads the API key from a file instead of BATON_API_KEY.")
    private @Nullable Path keyFile;

    @SuppressWarnings("NullAway.Init")
    Server() {}

    JsonNode get(String path) throws NotDone {
        return JSON.readTree(read(whole(request(path).GET())));
    }

    /** Repeats itself where the server wants that; the key makes a repeat harmless. */
    JsonNode post(String path, JsonNode body, String idempotencyKey, String... headers)
            throws NotDone {
        return JSON.readTree(read(whole(posted(path, body, idempotencyKey, headers))));
    }

    /** The lines of an event stream; to be closed. */
    Stream<String> stream(String path) throws NotDone {
        return lines(request(path).GET());
    }

    Stream<String> stream(String path, JsonNode body, String idempotencyKey) throws NotDone {
        return lines(posted(path, body, idempotencyKey));
    }

    private HttpRequest.Builder posted(
            String path, JsonNode body, String idempotencyKey, String... headers) {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body.toString()));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key());
        } catch (IllegalArgumentException notAnAddress) {
            throw usage("Not an address of a server: " + url);
        }
    }

    private String key() {
        try {
            var key =
                    keyFile == null ? System.getenv("BATON_API_KEY") : Files.readString(keyFile);
            if (key == null || key.isBlank()) {
                throw usage("No API key: set BATON_API_KEY, or name a file with --key-file.");
            }
            return key.strip();
        } catch (IOException unreadable) {
            throw usage("The key file cannot be read: " + unreadable.getMessage());
        }
    }

    private HttpResponse<Stream<String>> whole(HttpRequest.Builder request) throws NotDone {
        for (var tried = 1; ; tried++) {
            var response = send(request.build());
            var wait = wait(response);
            if (wait == null || tried == TRIES) {
                return response;
            }
            response.body().close();
            pause(wait);
        }
    }

    private Stream<String> lines(HttpRequest.Builder request) throws NotDone {
        var response = whole(request);
        if (response.statusCode() >= 400) {
            throw refused(response);
        }
        return response.body();
    }

    private static String read(HttpResponse<Stream<String>> response) throws NotDone {
        if (response.statusCode() >= 400) {
            throw refused(response);
        }
        return text(response);
    }

    private static String text(HttpResponse<Stream<String>> response) {
        try (var lines = response.body()) {
            return lines.collect(Collectors.joining("\n"));
        }
    }

    private static NotDone refused(HttpResponse<Stream<String>> response) {
        var text = text(response);
        var isProblem =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return NotDone.of(
                response.statusCode(), isProblem ? JSON.readTree(text) : JSON.createObjectNode());
    }

    /** How long the server wants to be left alone; null when that is not why, or is too long. */
    private static @Nullable Duration wait(HttpResponse<?> response) {
        if (response.statusCode() != 429 && response.statusCode() != 503) {
            return null;
        }
        try {
            var seconds =
                    Integer.parseInt(response.headers().firstValue("Retry-After").orElse("1"));
            return seconds > LONGEST_WAIT_SECONDS ? null : Duration.ofSeconds(seconds);
        } catch (NumberFormatException aDate) {
            return null;
        }
    }

    private HttpResponse<Stream<String>> send(HttpRequest request) throws NotDone {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(request, BodyHandlers.ofLines());
        } catch (IOException failure) {
            throw NotDone.unreachable("No answer from %s: %s".formatted(url, told(failure)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw NotDone.unreachable("Interrupted.");
        }
    }

    private static String told(IOException failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static void pause(Duration wait) throws NotDone {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw NotDone.unreachable("Interrupted.");
        }
    }

    ParameterException usage(String fault) {
        return new ParameterException(command.commandLine(), fault);
    }
}

package dev.baton.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The frame's own small application, started once for all of its tests. */
final class RunningFrame {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RunningFrame() {}

    static HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    static HttpResponse<String> post(String path, String form, String... headers) {
        var request =
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        return send(request, headers);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + Started.PORT + path))
                .header("Accept", "text/html");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            for (var i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Started {

        static final int PORT =
                FrameTestApplication.start("--server.port=0", "--logging.level.root=error")
                        .getEnvironment()
                        .getRequiredProperty("local.server.port", Integer.class);
    }
}

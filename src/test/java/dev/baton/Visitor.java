package dev.baton;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Somebody at the console of a {@link ServerProcess}, whose browser keeps its cookies. */
final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .cookieHandler(new CookieManager())
                    .build();

    /** The status of the answer to a filled in sign-in form; 303 is a success. */
    int signIn(ServerProcess server, String email, String password)
            throws IOException, InterruptedException {
        var form = send(HttpRequest.newBuilder(URI.create(server.url() + "/login")));
        var token = TOKEN.matcher(form.body());
        if (!token.find()) {
            throw new AssertionError("There is no form: " + form.body());
        }
        var body =
                "_csrf=%s&email=%s&password=%s"
                        .formatted(encoded(token.group(1)), encoded(email), encoded(password));
        return send(HttpRequest.newBuilder(URI.create(server.url() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** The status of a page: 302 for one that asks to sign in. */
    int open(ServerProcess server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))).statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

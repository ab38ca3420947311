package dev.baton.console.live;

import dev.baton.TestPeople;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A person whose browser listens to a page's stream. */
final class Listener implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Heard(String event, String data) {}

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final String server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private Listener(int port) {
        this.server = "http://localhost:" + port;
    }

    static Listener signedIn(int port, TestPeople.Person person) throws Exception {
        var listener = new Listener(port);
        var page = listener.http.send(listener.get("/login").build(), BodyHandlers.ofString());
        var token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new IllegalStateException("No form to sign in with");
        }
        var form =
                "email=%s&password=%s&_csrf=%s"
                        .formatted(
                                encoded(person.email()),
                                encoded(TestPeople.PASSWORD),
                                encoded(token.group(1)));
        var answer =
                listener.http.send(
                        listener.get("/login")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.discarding());
        if (answer.statusCode() != 303) {
            throw new IllegalStateException("Not signed in: " + answer.statusCode());
        }
        return listener;
    }

    void listen() throws Exception {
        listen("");
    }

    /** As a page that was asked for then, in milliseconds since 1970. */
    void listenSince(long millis) throws Exception {
        listen("?since=" + millis);
    }

    private void listen(String query) throws Exception {
        var answer = open(query);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                read(answer.body());
                            } catch (UncheckedIOException closed) {
                                // Nobody listens any more.
                            }
                        });
    }

    /** One more stream, of which nobody reads what it says. */
    void another() throws Exception {
        open("");
    }

    int status() throws Exception {
        return open("").statusCode();
    }

    /** What the first event of that name said. */
    String await(String event) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> find(event).map(Heard::data).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    boolean hasHeard(String event) {
        return find(event).findAny().isPresent();
    }

    long times(String event) {
        return find(event).count();
    }

    private Stream<Heard> find(String event) {
        return heard.stream().filter(it -> it.event().equals(event));
    }

    private HttpResponse<Stream<String>> open(String query) throws Exception {
        var request =
                get("/live" + query).header("Accept", "text/event-stream").header("Baton-Background", "live");
        return http.send(request.build(), BodyHandlers.ofLines());
    }

    private void read(Stream<String> lines) {
        var event = new String[] {""};
        lines.forEach(
                line -> {
                    if (line.startsWith("event: ")) {
                        event[0] = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        heard.add(new Heard(event[0], line.substring(6)));
                    }
                });
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(server + path));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

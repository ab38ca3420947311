package dev.baton.browser;

import dev.baton.TestPeople;
import dev.baton.tenant.Permission;

import org.awaitility.Awaitility;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Leads through every page of the console, in a tenant that has one of everything: what its owner
 * may open as the owner, the rest as an operator of the platform.
 */
@Component
class Tour {

    private static final int MESSAGES = 5;

    private final ConsolePages pages;
    private final Workshop workshop;

    Tour(ConsolePages pages, Workshop workshop) {
        this.pages = pages;
        this.workshop = workshop;
    }

    /** A tenant to look at. */
    record Place(String server, TestPeople.Person owner, Map<String, String> things) {}

    Place furnish(String server, TestPeople.Person owner) {
        return furnish(server, owner, UnaryOperator.identity());
    }

    /**
     * @param words what becomes of every text that a person may choose
     */
    Place furnish(String server, TestPeople.Person owner, UnaryOperator<String> words) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("agent", "echo").put("input", words.apply("Where is it?"));
        workshop.echo(owner, "echo");
        var token = workshop.key(owner, words.apply("Tour"), Permission.MESSAGES_WRITE, Permission.WEBHOOKS_READ);
        var things = new HashMap<String, String>();
        for (var i = 0; i < MESSAGES; i++) {
            var answered = post(server, token, message.toString());
            if (things.isEmpty()) {
                // The endpoint hears of the messages that follow.
                things.putAll(workshop.things(owner, answered, words));
            }
        }
        things.put("/webhooks/*/deliveries/", delivery(server, token, things.get("/webhooks/")));
        return new Place(server, owner, things);
    }

    /**
     * Opens each page in turn, by the pattern of its address.
     *
     * @return the addresses that nobody could open
     */
    List<String> lead(Place place, Look look, BiConsumer<String, Window> visit) {
        var operator = workshop.operator(look.language());
        var closed = new ArrayList<String>();
        try (var owner = new Window(place.server(), look).signIn(place.owner());
                var platform = new Window(place.server(), look).signIn(operator);
                var stranger = new Window(place.server(), look)) {
            for (var pattern : pages.patterns()) {
                var address = ConsolePages.address(pattern, place.things());
                var windows =
                        isForStrangers(pattern) ? List.of(stranger) : List.of(owner, platform);
                windows.stream()
                        .filter(window -> window.status(address) == expected(pattern))
                        .findFirst()
                        .ifPresentOrElse(
                                window -> visit.accept(pattern, window),
                                () -> closed.add(address));
            }
        }
        return closed;
    }

    /** The pages about errors answer with the error that they are about. */
    private static int expected(String pattern) {
        return pattern.startsWith("/styleguide/error/") ? 404 : 200;
    }

    private static boolean isForStrangers(String pattern) {
        return pattern.equals("/login")
                || pattern.startsWith("/invitations/")
                || pattern.startsWith("/password-resets/");
    }

    private static String delivery(String server, String token, String endpoint) {
        var path = server + "/api/v1/webhooks/" + endpoint + "/deliveries";
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> send(request(path, token).GET().build()),
                        list -> list.contains("\"id\":\""))
                .replaceAll("(?s).*?\"id\":\"([0-9a-f-]{36})\".*", "$1");
    }

    private static String post(String server, String token, String body) {
        return send(
                request(server + "/api/v1/messages", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static HttpRequest.Builder request(String address, String token) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token);
    }

    private static String send(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.baton.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** An outside system that takes webhooks and keeps its own book of them. */
final class Receiver implements AutoCloseable {

    /** What came under one {@code webhook-id}. */
    record Received(String body, String trace, String type, AtomicInteger times) {}

    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z._]+)\"");

    private final HttpServer server;
    private final Map<String, Received> received = new ConcurrentHashMap<>();
    private final AtomicInteger changed = new AtomicInteger();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    Collection<Received> received() {
        return received.values();
    }

    /** Repeats whose body was not the first one's. */
    int changed() {
        return changed.get();
    }

    /** Deliveries beyond the first under an id. */
    int repeats() {
        return received.values().stream().mapToInt(each -> each.times().get() - 1).sum();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var id = exchange.getRequestHeaders().getFirst("webhook-id");
            var traceparent = exchange.getRequestHeaders().getFirst("traceparent");
            var trace = traceparent == null ? "" : traceparent.substring(3, 35);
            var first = received.computeIfAbsent(id, _ -> first(body, trace));
            first.times().incrementAndGet();
            if (!first.body().equals(body)) {
                changed.incrementAndGet();
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Received first(String body, String trace) {
        var type = TYPE.matcher(body);
        return new Received(body, trace, type.find() ? type.group(1) : "", new AtomicInteger());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

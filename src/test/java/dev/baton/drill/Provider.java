package dev.baton.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A model provider outside Baton that keeps its own book: in which trace it was called,
 * and when. Model {@code slow} thinks for a while, so that a kill finds calls in flight.
 */
final class Provider implements AutoCloseable {

    static final Duration SLOW = Duration.ofMillis(2_500);

    private static final String ANSWER =
            """
            {"id":"chatcmpl-drill","object":"chat.completion","created":1750000000,"model":"%s",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"An answer."},\
            "logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}""";

    private static final String CHUNK =
            """
            data: {"id":"chatcmpl-drill","object":"chat.completion.chunk","created":1750000000,\
            "model":"drill","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

            """;

    private static final List<String> STREAM =
            List.of(
                    CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                    CHUNK.formatted("{\"content\":\"An \"}", "null"),
                    CHUNK.formatted("{\"content\":\"answer.\"}", "null"),
                    CHUNK.formatted("{}", "\"stop\""),
                    """
                    data: {"id":"chatcmpl-drill","object":"chat.completion.chunk",\
                    "created":1750000000,"model":"drill","choices":[],\
                    "usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}

                    """,
                    "data: [DONE]\n\n");

    static {
        // A connection that it closes just when the next request is on its way would be a fault of its own.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
    }

    private final HttpServer server;

    /** When it was called, by trace. */
    private final Map<String, List<Instant>> calls = new ConcurrentHashMap<>();

    private final Map<String, Duration> thoughts = new ConcurrentHashMap<>();

    Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** How long the calls of a trace were thought about here. */
    Duration thoughtAbout(String trace) {
        return thoughts.getOrDefault(trace, Duration.ZERO);
    }

    Map<String, List<Instant>> calls() {
        return calls;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var trace = exchange.getRequestHeaders().getFirst("traceparent").substring(3, 35);
            calls.computeIfAbsent(trace, _ -> new CopyOnWriteArrayList<>()).add(Instant.now());
            var pause = body.contains("\"model\":\"slow\"") ? SLOW : Duration.ofMillis(20);
            thoughts.merge(trace, pause, Duration::plus);
            if (body.contains("\"stream\":true")) {
                stream(exchange, pause.dividedBy(STREAM.size()));
            } else {
                LockSupport.parkNanos(pause.toNanos());
                answer(exchange);
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var body = ANSWER.formatted("drill").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void stream(HttpExchange exchange, Duration pause) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        for (var piece : STREAM) {
            LockSupport.parkNanos(pause.toNanos());
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

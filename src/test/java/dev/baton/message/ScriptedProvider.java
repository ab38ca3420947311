package dev.baton.message;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that answers piece by piece, as a test tells it to, and notices who leaves. */
final class ScriptedProvider implements AutoCloseable {

    /** What one answer consists of. An exception cuts it. */
    interface Script {

        void answer(Line line) throws Exception;
    }

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch left = new CountDownLatch(1);

    ScriptedProvider(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> serve(script, exchange));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    boolean wasLeftWithin(long millis) throws InterruptedException {
        return left.await(millis, TimeUnit.MILLISECONDS);
    }

    private void serve(Script script, HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        try {
            script.answer(new Line(exchange));
            exchange.close();
        } catch (IOException gone) {
            left.countDown();
            throw gone;
        } catch (Exception cut) {
            throw new IOException(cut);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** One answer under way. */
    static final class Line {

        private final HttpExchange exchange;
        private final OutputStream out;

        Line(HttpExchange exchange) {
            this.exchange = exchange;
            this.out = exchange.getResponseBody();
        }

        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        Line with(String header, String value) {
            exchange.getResponseHeaders().set(header, value);
            return this;
        }

        Line stream() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            return this;
        }

        Line json(String body) throws IOException {
            return status(200, body);
        }

        Line status(int status, String body) throws IOException {
            var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            out.write(bytes);
            return this;
        }

        Line beginJson() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            return this;
        }

        Line blank() throws IOException {
            out.write(' ');
            out.flush();
            return this;
        }

        Line say(String word) throws IOException {
            return data(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                            + word
                            + "\"},\"finish_reason\":null}]}");
        }

        Line finish() throws IOException {
            return data(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        }

        Line usage(int input, int output) throws IOException {
            return data(
                    "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}"
                            .formatted(input, output));
        }

        Line comment() throws IOException {
            out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        Line done() throws IOException {
            return data("[DONE]");
        }

        Line data(String data) throws IOException {
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }
    }
}

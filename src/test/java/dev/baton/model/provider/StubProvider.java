package dev.baton.model.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A provider made of plain sockets, so that it can answer in every wrong way there is. */
final class StubProvider implements AutoCloseable {

    /** What it does with the request of that number, counted from 0. */
    interface Script {
        void answer(int number, Line line) throws Exception;
    }

    /** A request as it came. */
    record Request(String head, String body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch left = new CountDownLatch(1);

    StubProvider(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with the same bytes and closes the connection. */
    static StubProvider saying(String response) throws IOException {
        return new StubProvider((_, line) -> line.send(response));
    }

    static String json(int status, String body, String... headers) {
        return head(status, "application/json", headers)
                + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    /** A stream that ends with the connection. */
    static String events(String... data) {
        var text = new StringBuilder(head(200, "text/event-stream; charset=utf-8") + "\r\n");
        for (var one : data) {
            text.append("data: ").append(one).append("\n\n");
        }
        return text.toString();
    }

    static String head(int status, String type, String... headers) {
        var head =
                "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Type: " + type + "\r\n";
        return headers.length == 0 ? head : head + String.join("\r\n", headers) + "\r\n";
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    List<Request> requests() {
        return requests;
    }

    /** Connections that were opened. */
    int connections() {
        return sockets.size();
    }

    boolean wasLeftWithin(long millis) throws InterruptedException {
        return left.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        var line = new Line(socket);
        try (socket) {
            while (line.read()) {
                script.answer(requests.size() - 1, line);
                if (!line.keeps) {
                    return;
                }
            }
        } catch (Exception e) {
            left.countDown();
        }
    }

    /** One connection as a script sees it. */
    final class Line {

        private final Socket socket;
        private boolean keeps;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** The connection may serve another request. */
        void keep() {
            keeps = true;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Closes so that the client sees a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client closes. */
        void awaitLeave() {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // what it still sends does not matter
                }
            } catch (IOException e) {
                // a reset is a way to leave, too
            }
            left.countDown();
        }

        private boolean read() throws IOException {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                head.append((char) b);
            }
            var request = new Request(head.toString(), "");
            var length = request.header("Content-Length");
            var body = length.isEmpty() ? "" : text(in.readNBytes(Integer.parseInt(length)));
            requests.add(new Request(head.toString(), body));
            return true;
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

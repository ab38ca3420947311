package dev.baton.platform.http;

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
import java.util.concurrent.atomic.AtomicInteger;

/** The other end: plain sockets on this machine, each connection handled by a script. */
final class Peer implements AutoCloseable {

    /** What the peer does with one connection; the socket is closed afterwards. */
    interface Script {
        void play(Line line) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final String scheme;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch left = new CountDownLatch(1);

    Peer(Script script) throws IOException {
        this("http", new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), script);
    }

    Peer(String scheme, ServerSocket server, Script script) {
        this.scheme = scheme;
        this.server = server;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request of a connection alike, as long as the client asks. */
    static Peer answering(String response) throws IOException {
        return new Peer(
                line -> {
                    while (line.request()) {
                        line.send(response);
                    }
                });
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    URI url() {
        return url("/");
    }

    URI url(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The request heads that came, in order. */
    List<String> heads() {
        return heads;
    }

    /**
     * Whether the client closed a connection on which the script {@link Line#awaitLeave awaits}.
     */
    boolean wasLeft() throws InterruptedException {
        return left.await(10, TimeUnit.SECONDS);
    }

    /** The same, at once as people understand it. */
    boolean wasLeftWithinASecond() throws InterruptedException {
        return left.await(1, TimeUnit.SECONDS);
    }

    /** Whether every connection so far is closed on this side. */
    boolean allClosed() {
        return sockets.size() == connections() && sockets.stream().allMatch(Socket::isClosed);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> play(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void play(Socket socket) {
        try (socket) {
            script.play(new Line(socket));
        } catch (IOException e) {
            left.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection as a script sees it. */
    final class Line {

        private final Socket socket;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** Reads a head and the body it announces; false when the client is gone. */
        boolean request() throws IOException {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                head.append((char) b);
            }
            heads.add(head.toString());
            var length =
                    head.toString()
                            .lines()
                            .filter(it -> it.startsWith("Content-Length: "))
                            .findFirst();
            if (length.isPresent()) {
                in.readNBytes(Integer.parseInt(length.get().substring(16)));
            }
            return true;
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Sends the text again and again until the client is gone. */
        void sendForEver(String text) throws IOException {
            while (true) {
                send(text);
            }
        }

        /** Sends the text in pieces with a pause, until the client is gone. */
        void drip(String text, long pauseMillis) throws IOException, InterruptedException {
            while (true) {
                send(text);
                Thread.sleep(pauseMillis);
            }
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

        /** Closes so that the client sees a reset, not an end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}

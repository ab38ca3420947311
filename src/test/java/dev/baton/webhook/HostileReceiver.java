package dev.baton.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A receiver on bare sockets that behaves as its path says, and keeps a ledger of what it was sent.
 * It knows nothing of Baton.
 */
final class HostileReceiver implements AutoCloseable {

    private static final long DRIP_MILLIS = 500;

    /** 42 KB: more than one would keep, less than one would refuse. */
    private static final String LONG_HEAD = ("X-Long: " + "v".repeat(200) + "\r\n").repeat(200);

    /** One request: when it came and what it said. */
    record Request(Instant at, String head, String body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * The n-th request, from 1.
     *
     * @param ofPath of all to its path
     * @param ofMessage of those that carry the same {@code webhook-id}
     */
    record Turn(int ofPath, int ofMessage) {}

    /** What it does with a request of a path. */
    interface Plan {
        void play(Turn turn, Socket socket, OutputStream out)
                throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Map<String, List<Request>> ledger = new ConcurrentHashMap<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    final AtomicLong hugeBytes = new AtomicLong();

    HostileReceiver() throws IOException {
        server = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
        plans.put("/ok", (_, _, out) -> answer(out, "200 OK", ""));
        plans.put(
                "/500x3",
                (turn, _, out) ->
                        answer(out, turn.ofMessage() <= 3 ? "500 Broken" : "200 OK", ""));
        plans.put(
                "/429",
                (turn, _, out) ->
                        answer(
                                out,
                                turn.ofPath() == 1 ? "429 Slow" : "200 OK",
                                turn.ofPath() == 1 ? "Retry-After: 90\r\n" : ""));
        plans.put("/410", (_, _, out) -> answer(out, "410 Gone", ""));
        plans.put("/307", (_, _, out) -> answer(out, "307 Over there", "Location: /ok\r\n"));
        plans.put("/timeout", (_, socket, _) -> awaitLeave(socket));
        plans.put("/drip", (_, _, out) -> drip(out));
        plans.put("/hugehead", (_, _, out) -> hugeHead(out));
        plans.put("/longhead", (_, _, out) -> answer(out, "200 OK", LONG_HEAD));
        plans.put("/hugebody", (_, _, out) -> hugeBody(out));
        plans.put("/rst", (_, socket, _) -> socket.setSoLinger(true, 0));
        Thread.ofVirtual().start(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    List<Request> received(String path) {
        return List.copyOf(ledger.getOrDefault(path, List.of()));
    }

    void forget() {
        ledger.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the drill
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                var path = head.split(" ", 3)[1].replaceAll("[?].*", "");
                var at = Instant.now();
                var body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
                var seen = ledger.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>());
                var request = new Request(at, head, body);
                var message = path + request.header("webhook-id");
                Turn turn;
                synchronized (seen) {
                    seen.add(request);
                    turn = new Turn(seen.size(), tries.merge(message, 1, Integer::sum));
                }
                plans.getOrDefault(path, plans.get("/ok")).play(turn, socket, out);
                if (!path.matches("/(ok|500x3|429|410|307)")) {
                    return;
                }
            }
        } catch (IOException left) {
            // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            var head = bytes.toByteArray();
            if (head.length >= 4
                    && Arrays.equals(
                            Arrays.copyOfRange(head, head.length - 4, head.length),
                            new byte[] {13, 10, 13, 10})) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static int length(String head) {
        return Integer.parseInt(new Request(Instant.EPOCH, head, "").header("content-length"));
    }

    private static void answer(OutputStream out, String status, String headers)
            throws IOException {
        write(out, "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n");
    }

    private static void awaitLeave(Socket socket) throws IOException {
        socket.getInputStream().read();
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (true) {
            write(out, ".");
            Thread.sleep(DRIP_MILLIS);
        }
    }

    private static void hugeHead(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\n");
        while (true) {
            write(out, "X-Filler: " + "f".repeat(500) + "\r\n");
        }
    }

    private void hugeBody(OutputStream out) throws IOException {
        var chunk = new byte[64 * 1024];
        Arrays.fill(chunk, (byte) 'b');
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + (1L << 30) + "\r\n\r\n");
        while (true) {
            out.write(chunk);
            hugeBytes.addAndGet(chunk.length);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}

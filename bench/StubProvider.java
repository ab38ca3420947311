import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider that answers every chat completion at once with the same text, so that a measurement
 * shows what Baton costs and not what a model does. One file, no dependencies:
 * {@code java bench/StubProvider.java [port]}.
 *
 * <p>{@code GET /count} gives the number of completions so far, for judging from outside.
 */
public final class StubProvider {

    private static final AtomicLong COUNT = new AtomicLong();

    private static final byte[] ANSWER =
            """
            {"id":"chatcmpl-stub","object":"chat.completion","created":1750000000,"model":"stub",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"The stub answers."},\
            "logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}"""
                    .getBytes(StandardCharsets.UTF_8);

    private static final String CHUNK =
            """
            data: {"id":"chatcmpl-stub","object":"chat.completion.chunk","created":1750000000,\
            "model":"stub","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

            """;

    private static final String USAGE =
            """
            data: {"id":"chatcmpl-stub","object":"chat.completion.chunk","created":1750000000,\
            "model":"stub","choices":[],\
            "usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}}

            data: [DONE]

            """;

    private static final byte[] STREAM =
            (CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"\"}", "null")
                            + CHUNK.formatted("{\"content\":\"The stub\"}", "null")
                            + CHUNK.formatted("{\"content\":\" answers.\"}", "null")
                            + CHUNK.formatted("{}", "\"stop\"")
                            + USAGE)
                    .getBytes(StandardCharsets.UTF_8);

    private StubProvider() {}

    public static void main(String[] args) throws IOException {
        var port = args.length == 0 ? 9009 : Integer.parseInt(args[0]);
        try (var server = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
                var connections = Executors.newVirtualThreadPerTaskExecutor()) {
            System.out.println("The stub provider listens on " + server.getLocalPort());
            while (true) {
                var socket = server.accept();
                connections.submit(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16_384);
            var out = socket.getOutputStream();
            for (var head = head(in); head != null; head = head(in)) {
                var body = in.readNBytes(contentLength(head));
                out.write(head.startsWith("GET") ? count() : answer(body));
                out.flush();
            }
        } catch (IOException gone) {
            // The client hung up.
        }
    }

    private static byte[] answer(byte[] body) {
        COUNT.incrementAndGet();
        var text = new String(body, StandardCharsets.UTF_8);
        return text.contains("\"stream\":true")
                ? response("text/event-stream", STREAM)
                : response("application/json", ANSWER);
    }

    private static byte[] count() {
        return response(
                "text/plain", Long.toString(COUNT.get()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] response(String type, byte[] body) {
        var head =
                ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n")
                        .formatted(type, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** The request line and headers, or null when the connection is closed. */
    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder(512);
        for (var next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            var length = text.length();
            if (next == '\n'
                    && length >= 4
                    && text.charAt(length - 2) == '\r'
                    && text.charAt(length - 3) == '\n') {
                return text.toString();
            }
        }
        return null;
    }

    private static int contentLength(String head) {
        for (var line : head.split("\r\n")) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }
}

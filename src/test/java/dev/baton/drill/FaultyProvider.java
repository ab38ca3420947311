package dev.baton.drill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A provider that does what the question tells it to: {@code fault:<name>} names a {@link Fault}. */
final class FaultyProvider implements AutoCloseable {

    /** Longer than any deadline of the drill. */
    private static final Duration FOR_EVER = Duration.ofMinutes(1);

    private static final Pattern FAULT = Pattern.compile("fault:([A-Z0-9_]+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

    private static final String WHOLE =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"faulty\",\"choices\":[%s],"
                    + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":4,\"total_tokens\":16}}";
    private static final String CHOICE =
            "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Grüße\"},\"finish_reason\":\"stop\"}";
    private static final String PIECE =
            "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"faulty\","
                    + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    private static final String TEXT = PIECE.formatted("{\"content\":\"Grüße\"}", "null");
    private static final String TOOL =
            PIECE.formatted(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\","
                            + "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"a\"}}]}",
                    "null");
    private static final String LAST = PIECE.formatted("{}", "\"stop\"");
    private static final String DONE = "data: [DONE]\n\n";

    /** What can go wrong at a provider, and what comes of it. */
    enum Fault {
        NONE(Outcome.ANSWER),
        STATUS_408(Outcome.FAILURE_AFTER_REPEATS),
        STATUS_409(Outcome.FAILURE_AFTER_REPEATS),
        STATUS_429(Outcome.FAILURE_AFTER_REPEATS),
        STATUS_429_FOR_AN_HOUR(Outcome.FAILURE),
        STATUS_500(Outcome.FAILURE_AFTER_REPEATS),
        STATUS_503(Outcome.FAILURE_AFTER_REPEATS),
        STATUS_400(Outcome.FAILURE),
        STATUS_401(Outcome.FAILURE),
        STATUS_404(Outcome.FAILURE),
        STATUS_302(Outcome.FAILURE),
        SILENCE(Outcome.FAILURE),
        RESET(Outcome.EITHER_FAILURE),
        HTML_200(Outcome.FAILURE),
        ERROR_IN_200(Outcome.FAILURE),
        EMPTY_200(Outcome.FAILURE),
        EMPTY_CHOICES(Outcome.FAILURE),
        GARBAGE(Outcome.FAILURE),
        CUT(Outcome.FAILURE),
        NO_FINISH(Outcome.FAILURE),
        STALL_IN_THE_MIDDLE(Outcome.FAILURE),
        ENDLESS(Outcome.FAILURE),
        NO_DONE(Outcome.ANSWER),
        CRLF(Outcome.ANSWER),
        BYTE_ORDER_MARK(Outcome.ANSWER),
        SPLIT_CHARACTERS(Outcome.ANSWER);

        private final Outcome outcome;

        Fault(Outcome outcome) {
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** What a caller must see. */
    enum Outcome {
        ANSWER,
        /** And the provider was asked once. */
        FAILURE,
        /** And the provider may have been asked again. */
        FAILURE_AFTER_REPEATS,
        /** Whether it was asked again is the connection's affair. */
        EITHER_FAILURE
    }

    private final ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());

    /** How often which question came, by its whole text. */
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    FaultyProvider() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    int asked(String question) {
        var count = asked.get(question);
        return count == null ? 0 : count.get();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The drill is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var head = head(in);
            var length = LENGTH.matcher(head);
            var body =
                    length.find()
                            ? new String(
                                    in.readNBytes(Integer.parseInt(length.group(1))),
                                    StandardCharsets.UTF_8)
                            : "";
            var fault = FAULT.matcher(body);
            if (fault.find()) {
                var question = body.replaceFirst("(?s).*(fault:[A-Z0-9_]+ [A-Z]+).*", "$1");
                asked.computeIfAbsent(question, _ -> new AtomicInteger()).incrementAndGet();
                var stream = body.contains("\"stream\":true");
                var piece = body.contains("\"tools\"") ? TOOL : TEXT;
                answer(socket, Fault.valueOf(fault.group(1)), stream, piece);
            }
        } catch (IOException gone) {
            // Baton hung up.
        }
    }

    private static void answer(Socket socket, Fault fault, boolean stream, String piece)
            throws IOException {
        var out = socket.getOutputStream();
        var type = stream ? "text/event-stream" : "application/json";
        var good = stream ? piece + LAST + DONE : WHOLE.formatted(CHOICE);
        switch (fault) {
            case NONE -> send(out, type, good);
            case STATUS_408 -> error(out, 408, "");
            case STATUS_409 -> error(out, 409, "");
            case STATUS_429 -> error(out, 429, "Retry-After: 1\r\n");
            case STATUS_429_FOR_AN_HOUR -> error(out, 429, "Retry-After: 3600\r\n");
            case STATUS_500 -> error(out, 500, "");
            case STATUS_503 -> error(out, 503, "");
            case STATUS_400 -> error(out, 400, "");
            case STATUS_401 -> error(out, 401, "");
            case STATUS_404 -> error(out, 404, "");
            case STATUS_302 -> error(out, 302, "Location: http://127.0.0.1:1/\r\n");
            case SILENCE -> pause(FOR_EVER);
            case RESET -> socket.setSoLinger(true, 0);
            case HTML_200 -> send(out, "text/html", "<html>Sign in</html>");
            case ERROR_IN_200 -> {
                var error = "{\"error\":{\"message\":\"overloaded\"}}";
                send(out, type, stream ? "data: " + error + "\n\n" : error);
            }
            case EMPTY_200 -> send(out, type, "");
            case EMPTY_CHOICES ->
                    send(
                            out,
                            type,
                            stream
                                    ? "data: {\"id\":\"x\",\"choices\":[]}\n\n" + DONE
                                    : WHOLE.formatted(""));
            case GARBAGE -> send(out, type, stream ? "data: {\"id\": nonsense\n\n" : "{{{");
            case CUT -> {
                promise(out, type, good.length() + 1_000);
                out.write(bytes(stream ? piece : good.substring(0, 40)));
                out.flush();
                pause(Duration.ofMillis(100));
                socket.setSoLinger(true, 0);
            }
            case NO_FINISH ->
                    send(
                            out,
                            type,
                            stream
                                    ? piece + DONE
                                    : WHOLE.formatted(CHOICE.replace("\"stop\"", "null")));
            case STALL_IN_THE_MIDDLE -> {
                promise(out, type, good.length() + 1_000);
                out.write(bytes(stream ? piece : good.substring(0, 40)));
                out.flush();
                pause(FOR_EVER);
            }
            case ENDLESS -> {
                promise(out, type, 60 << 20);
                var much = bytes(stream ? piece.repeat(100) : " ".repeat(16_384));
                for (var sent = 0; sent < 60 << 20; sent += much.length) {
                    out.write(much);
                }
            }
            case NO_DONE -> send(out, type, good.replace(DONE, ""));
            case CRLF -> send(out, type, stream ? good.replace("\n", "\r\n") : good);
            case BYTE_ORDER_MARK -> send(out, type, stream ? "\uFEFF" + good : good);
            case SPLIT_CHARACTERS -> {
                promise(out, type, bytes(good).length);
                for (var each : bytes(good)) {
                    out.write(each);
                    out.flush();
                }
            }
        }
        out.flush();
    }

    private static void error(OutputStream out, int status, String header) throws IOException {
        var body = "{\"error\":{\"message\":\"no\",\"type\":\"drill\"}}";
        out.write(
                bytes(
                        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                                .formatted(status, header, body.length(), body)));
    }

    private static void send(OutputStream out, String type, String body)
            throws IOException {
        promise(out, type, bytes(body).length);
        out.write(bytes(body));
    }

    private static void promise(OutputStream out, String type, int length) throws IOException {
        out.write(
                bytes(
                        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                                .formatted(type, length)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.baton.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Bytes to a server of this machine, and what comes back. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 60_000;

    private static final Pattern LENGTH =
            Pattern.compile("(?s)^HTTP/1.1 .*?\\r\\nContent-Length: (\\d+)\\r\\n.*?\\r\\n\\r\\n");

    private RawHttp() {}

    /**
     * @param status 0 when the connection ended without an answer
     */
    record Answer(int status, String text, Duration after) {}

    /** Sends the bytes and reads to the end; who gets nothing in a minute has found a hang. */
    static Answer send(int port, byte[] request) throws IOException {
        var began = System.nanoTime();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Thread.ofVirtual().start(() -> write(socket, request));
            return answer(read(socket), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** What is refused early is not read to its end. */
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException e) {
            // The server has said what it had to say.
        }
    }

    private static String read(Socket socket) throws IOException {
        var text = new StringBuilder();
        var piece = new byte[8192];
        try {
            for (var read = 0; read >= 0; read = isWhole(text) ? -1 : socket.getInputStream().read(piece)) {
                text.append(new String(piece, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("It hangs after: " + text, e);
        } catch (IOException e) {
            // Reset after the answer: nothing more to read.
        }
        return text.toString();
    }

    /** Some answers come at once, long before the server gives up on the rest of the request. */
    private static boolean isWhole(CharSequence text) {
        var head = LENGTH.matcher(text);
        return head.find()
                && text.toString().getBytes(StandardCharsets.UTF_8).length
                        >= head.end() + Integer.parseInt(head.group(1));
    }

    private static Answer answer(String text, Duration after) {
        return new Answer(
                text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0,
                text,
                after);
    }
}

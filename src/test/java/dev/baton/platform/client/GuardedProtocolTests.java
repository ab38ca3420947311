package dev.baton.platform.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.platform.memory.MemoryBudget;
import dev.baton.platform.memory.MemoryBudgets;
import dev.baton.platform.memory.MemoryExhausted;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

class GuardedProtocolTests {

    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(50);
    private static final int MOST = 3;
    private static final long BUDGET = 16L << 20;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final MemoryBudget memory = MemoryBudgets.of(BUDGET);
    private final List<Socket> sockets = new ArrayList<>();
    private WebServer server;

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    @Test
    void endsAHeadThatNeverEnds() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\nX: ");

        awaitEndWhileDripping(socket);
    }

    @Test
    void endsARequestLineThatNeverEnds() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "GET /");

        awaitEndWhileDripping(socket);
    }

    @Test
    void endsABodyThatNeverEnds() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");

        awaitEndWhileDripping(socket);
        await().untilAsserted(() -> assertThat(failure.get()).isInstanceOf(RequestTooSlow.class));
    }

    @Test
    void countsEachRequestOfAConnectionAnew() throws Exception {
        start(_ -> false);
        var socket = connect();

        for (var request = 0; request < 4; request++) {
            await().pollDelay(PATIENCE.dividedBy(2)).until(() -> true);
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesAnAddressThatHoldsTooMany() throws Exception {
        start(_ -> false);
        for (var open = 0; open < MOST; open++) {
            assertThat(ask(connect())).startsWith("HTTP/1.1 200");
        }

        assertThat(isServed()).isFalse();
        sockets.getFirst().close();
        await().until(this::isServed);
    }

    @Test
    void letsATrustedProxyHoldAnyNumber() throws Exception {
        start(InetAddress::isLoopbackAddress);

        for (var open = 0; open < 2 * MOST; open++) {
            assertThat(ask(connect())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void holdsABodyAsLongAsItsRequestLasts() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        write(socket, "x".repeat(99_999));
        await().until(() -> memory.held() >= 99_999);

        write(socket, "x");

        assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        await().until(() -> memory.held() == 0);
    }

    @Test
    void readsNoBodyThatFindsNoRoom() throws Exception {
        start(_ -> false);
        var post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
        try (var others = memory.open()) {
            others.grow(BUDGET);
            write(connect(), post);
            await().untilAsserted(
                            () -> assertThat(failure.get()).isInstanceOf(MemoryExhausted.class));
        }

        var socket = connect();
        write(socket, post);
        assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        await().until(() -> memory.held() == 0);
    }

    @Test
    void waitsOnlySoLongForTheRestOfARefusedBody() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");

        assertThat(answer(socket)).startsWith("HTTP/1.1 403");
        awaitEndWhileDripping(socket);
    }

    @Test
    void readsOnlySoMuchOfTheRestOfARefusedBody() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n");
        assertThat(answer(socket)).startsWith("HTTP/1.1 403");

        var sent = 0L;
        try {
            for (; sent < 900_000_000L; sent += 1 << 20) {
                write(socket, "x".repeat(1 << 20));
            }
        } catch (IOException ended) {
            // As it should be.
        }
        assertThat(sent).isLessThan(100L << 20);
    }

    @Test
    void keepsTheConnectionWhenTheRestOfARefusedBodyComes() throws Exception {
        start(_ -> false);
        var socket = connect();
        write(socket, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        assertThat(answer(socket)).startsWith("HTTP/1.1 403");

        write(socket, "x".repeat(100_000));

        assertThat(ask(socket)).startsWith("HTTP/1.1 200");
    }

    @Test
    void endsAResponseThatNobodyReads() throws Exception {
        start(_ -> false);
        var socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));

        write(socket, "GET /talk HTTP/1.1\r\nHost: x\r\n\r\n");

        await().atMost(PATIENCE.multipliedBy(10))
                .untilAsserted(
                        () -> assertThat(failure.get()).isInstanceOf(SocketTimeoutException.class));
    }

    private void start(Predicate<InetAddress> exempt) {
        var factory = new TomcatServletWebServerFactory(0);
        factory.setProtocol(GuardedProtocol.class.getName());
        factory.addProtocolHandlerCustomizers(
                protocol ->
                        ((GuardedProtocol) protocol)
                                .guard(
                                        new ClientProperties(PATIENCE, PATIENCE, MOST),
                                        memory,
                                        exempt));
        server =
                factory.getWebServer(
                        context -> {
                            context.addServlet("reader", new Reader()).addMapping("/");
                            context.addServlet("refuser", new Refuser()).addMapping("/refused");
                            context.addServlet("talker", new Talker()).addMapping("/talk");
                        });
        server.start();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String ask(Socket socket) throws IOException {
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        return answer(socket);
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new byte[8192];
        var length = socket.getInputStream().read(answer);
        return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.US_ASCII);
    }

    private boolean isServed() {
        try (var socket = connect()) {
            return ask(socket).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEndWhileDripping(Socket socket) {
        await().atMost(PATIENCE.multipliedBy(10))
                .pollInterval(BETWEEN_BYTES)
                .until(
                        () -> {
                            try {
                                write(socket, "x");
                                return false;
                            } catch (IOException e) {
                                return true;
                            }
                        });
    }

    private final class Reader extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            try {
                request.getInputStream().readAllBytes();
                response.getWriter().print("read");
            } catch (IOException e) {
                fail(e);
                throw e;
            }
        }
    }

    private void fail(IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        failure.set(cause);
    }

    /** Answers without reading. */
    private static final class Refuser extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(403);
        }
    }

    /** Has no end of things to say. */
    private final class Talker extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            try {
                while (true) {
                    response.getOutputStream().write(new byte[8192]);
                    response.flushBuffer();
                }
            } catch (IOException e) {
                fail(e);
            }
        }
    }
}

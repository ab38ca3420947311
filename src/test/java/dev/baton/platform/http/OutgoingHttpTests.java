package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** How an exchange goes and how it ends. */
@Timeout(60)
class OutgoingHttpTests {

    private final OutgoingHttp http = OutgoingHttpFixtures.loopbackAllowed();

    /** However a call ended, it holds neither connection nor deadline. */
    @AfterEach
    void leavesNothingBehind() {
        await().untilAsserted(
                        () -> {
                            assertThat(http.stats().getLeased()).isZero();
                            assertThat(http.stats().getPending()).isZero();
                            assertThat(http.calls()).isZero();
                        });
        http.close();
    }

    @Test
    void sendsExactlyWhatWasAsked() throws Exception {
        try (var peer = Peer.answering(Peer.ok("done"))) {
            var response =
                    http.send(
                            OutgoingRequest.post(
                                            peer.url("/hook?a=b"), "application/json", bytes("{}"))
                                    .with("X-Custom", "value"));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("done");
            assertThat(response.truncated()).isFalse();
            assertThat(response.latency()).isPositive();
            assertThat(response.headers().first("content-length")).contains("4");
            assertThat(peer.heads().getFirst().lines().filter(it -> !it.isEmpty()))
                    .containsExactlyInAnyOrder(
                            "POST /hook?a=b HTTP/1.1",
                            "Host: 127.0.0.1:" + peer.port(),
                            "Accept-Encoding: identity",
                            "User-Agent: Baton",
                            "Content-Type: application/json",
                            "Content-Length: 2",
                            "X-Custom: value");
        }
    }

    @Test
    void getHasNoBodyAndAnEmptyPostSaysSo() throws Exception {
        try (var peer = Peer.answering(Peer.ok(""))) {
            http.send(OutgoingRequest.get(peer.url()).with("User-Agent", "other"));
            http.send(OutgoingRequest.post(peer.url(), "text/plain", new byte[0]));

            assertThat(peer.heads().get(0))
                    .doesNotContain("Content-Length", "Baton")
                    .contains("User-Agent: other");
            assertThat(peer.heads().get(1)).contains("Content-Length: 0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (var elsewhere = Peer.answering(Peer.ok("stolen"));
                var peer =
                        Peer.answering(
                                "HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                                        .formatted(status, elsewhere.url()))) {
            assertThat(http.send(OutgoingRequest.get(peer.url())).status()).isEqualTo(status);
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void keepsNoCookie() throws Exception {
        try (var peer =
                Peer.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")) {
            http.send(OutgoingRequest.get(peer.url()));
            http.send(OutgoingRequest.get(peer.url()));

            assertThat(peer.heads().get(1)).doesNotContain("Cookie");
        }
    }

    @Test
    void repeatsNothing() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.reset();
                        })) {
            var failure = failure(OutgoingRequest.get(peer.url()));

            assertThat(failure.kind()).isEqualTo(Kind.RESET);
            assertThat(failure.sent()).isTrue();
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void unpacksNothing() throws Exception {
        try (var peer =
                Peer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                + "Content-Length: 4\r\n\r\nabcd")) {
            assertThat(http.send(OutgoingRequest.get(peer.url())).text()).isEqualTo("abcd");
        }
    }

    @Test
    void refusedConnectionWasNotSent() throws Exception {
        URI closed;
        try (var server = new ServerSocket(0)) {
            closed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/?key=secret");
        }

        var failure = failure(OutgoingRequest.get(closed));

        assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
        assertThat(failure.sent()).isFalse();
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void streamsPiecesAsTheyCome() throws Exception {
        var second = new CountDownLatch(1);
        try (var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                                                    + "\r\n3\r\none\r\n");
                                    second.await();
                                    line.send("3\r\ntwo\r\n0\r\n\r\n");
                                });
                var exchange = http.open(OutgoingRequest.get(peer.url()))) {
            assertThat(new String(exchange.body().readNBytes(3))).isEqualTo("one");
            second.countDown();
            assertThat(new String(exchange.body().readAllBytes())).isEqualTo("two");
        }
    }

    @Test
    void silentPeerEndsWithTheFirstByteLimit() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.awaitLeave();
                        })) {
            var failure =
                    failure(
                            OutgoingRequest.get(peer.url())
                                    .within(
                                            OutgoingLimits.DEFAULT.withFirstByte(
                                                    Duration.ofMillis(200))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_FIRST_BYTE);
            assertThat(failure.sent()).isTrue();
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void drippedHeadEndsWithTheFirstByteLimit() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\nX-Long: ");
                            line.drip("x", 20);
                        })) {
            var failure =
                    failure(
                            OutgoingRequest.get(peer.url())
                                    .within(
                                            OutgoingLimits.DEFAULT.withFirstByte(
                                                    Duration.ofMillis(300))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_FIRST_BYTE);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void endlessInterimAnswersEndWithTheFirstByteLimit() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.drip("HTTP/1.1 103 Early Hints\r\n\r\n", 20);
                        })) {
            var failure =
                    failure(
                            OutgoingRequest.get(peer.url())
                                    .within(
                                            OutgoingLimits.DEFAULT.withFirstByte(
                                                    Duration.ofMillis(300))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_FIRST_BYTE);
        }
    }

    @Test
    void bodyThatStopsEndsWithTheIdleLimit() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                            line.awaitLeave();
                        })) {
            var failure =
                    failure(
                            OutgoingRequest.get(peer.url())
                                    .within(
                                            OutgoingLimits.DEFAULT.withIdle(
                                                    Duration.ofMillis(200))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_IDLE);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void drippedBodyEndsWithTheTotalLimit() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                            line.drip("x", 20);
                        })) {
            var failure =
                    failure(
                            OutgoingRequest.get(peer.url())
                                    .within(
                                            OutgoingLimits.DEFAULT.withTotal(
                                                    Duration.ofMillis(400))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_TOTAL);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void totalLimitHoldsEvenWhenNobodyReads() throws Exception {
        try (var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
                                    line.awaitLeave();
                                });
                var _ =
                        http.open(
                                OutgoingRequest.get(peer.url())
                                        .within(
                                                OutgoingLimits.DEFAULT.withTotal(
                                                        Duration.ofMillis(200))))) {
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void peerThatDoesNotReadTheRequestEndsWithTheFirstByteLimit() throws Exception {
        try (var peer = new Peer(_ -> new CountDownLatch(1).await())) {
            var failure =
                    failure(
                            OutgoingRequest.post(
                                            peer.url(), "text/plain", new byte[32 * 1024 * 1024])
                                    .within(
                                            OutgoingLimits.DEFAULT.withFirstByte(
                                                    Duration.ofMillis(300))));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_FIRST_BYTE);
            assertThat(failure.sent()).isTrue();
        }
    }

    @Test
    void refusesHeadOfOneHugeLine() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\nX-Huge: ");
                            line.sendForEver("x".repeat(1024));
                        })) {
            assertThat(failure(OutgoingRequest.get(peer.url())).kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void refusesHeadOfEndlessLines() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\n");
                            line.sendForEver("X-Many: " + "x".repeat(500) + "\r\n");
                        })) {
            assertThat(failure(OutgoingRequest.get(peer.url())).kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void refusesHeadOfAFewLargeLines() throws Exception {
        var header = "X-Policy: " + "x".repeat(30_000) + "\r\n";
        try (var peer =
                Peer.answering(
                        "HTTP/1.1 200 OK\r\n" + header.repeat(4) + "Content-Length: 0\r\n\r\n")) {
            assertThat(failure(OutgoingRequest.get(peer.url())).kind()).isEqualTo(Kind.TOO_LARGE);
        }
    }

    @Test
    void acceptsALargeButSaneHead() throws Exception {
        var header = "X-Policy: " + "x".repeat(8_000) + "\r\n";
        try (var peer =
                Peer.answering(
                        "HTTP/1.1 200 OK\r\n" + header.repeat(4) + "Content-Length: 2\r\n\r\nok")) {
            assertThat(http.send(OutgoingRequest.get(peer.url())).text()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n0123456789a",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "b\r\n0123456789a\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789a"
            })
    void longerBodyFailsOrIsCutAsTheCallerChose(String response) throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send(response);
                        })) {
            var request = OutgoingRequest.get(peer.url());

            assertThat(failure(request.within(OutgoingLimits.DEFAULT.withMaxBody(10))).kind())
                    .isEqualTo(Kind.TOO_LARGE);

            var cut = http.send(request.within(OutgoingLimits.DEFAULT.truncatingAt(10)));
            assertThat(cut.text()).isEqualTo("0123456789");
            assertThat(cut.truncated()).isTrue();

            var whole = http.send(request.within(OutgoingLimits.DEFAULT.truncatingAt(11)));
            assertThat(whole.text()).isEqualTo("0123456789a");
            assertThat(whole.truncated()).isFalse();
        }
    }

    @Test
    void endlessBodyIsReadNoFurtherThanTheCut() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\n\r\n");
                            line.sendForEver("x".repeat(8_192));
                        })) {
            var response =
                    http.send(
                            OutgoingRequest.get(peer.url())
                                    .within(OutgoingLimits.DEFAULT.truncatingAt(65_536)));

            assertThat(response.body()).hasSize(65_536);
            assertThat(response.truncated()).isTrue();
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void closingUnreadDoesNotDrain() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
                            line.sendForEver("x".repeat(8_192));
                        })) {
            var limits = OutgoingLimits.DEFAULT.withMaxBody(Long.MAX_VALUE);
            try (var exchange = http.open(OutgoingRequest.get(peer.url()).within(limits))) {
                assertThat(exchange.status()).isEqualTo(200);
            }

            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-st",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"
            })
    void cutAnswerIsNeverWhole(String part) throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send(part);
                        })) {
            var failure = failure(OutgoingRequest.get(peer.url()));

            assertThat(failure.kind()).isIn(Kind.RESET, Kind.PROTOCOL);
            assertThat(failure.sent()).isTrue();
        }
    }

    @Test
    void resetInTheBodyIsAReset() throws Exception {
        var read = new CountDownLatch(1);
        try (var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                                    read.await();
                                    line.reset();
                                });
                var exchange = http.open(OutgoingRequest.get(peer.url()))) {
            exchange.body().readNBytes(3);
            read.countDown();

            var failure = catchThrowableOfType(OutgoingFailure.class, () -> exchange.body().read());
            assertThat(failure.kind()).isEqualTo(Kind.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n",
                "HTTP/2.0 200 OK\r\n\r\n"
            })
    void nonsenseIsAProtocolFailureThatQuotesNothing(String nonsense) throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send(nonsense);
                            line.awaitLeave();
                        })) {
            var failure = failure(OutgoingRequest.get(peer.url()));

            assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(failure).hasNoCause().hasMessageNotContaining("secret");
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void cancelFromAnotherThreadClosesThePeersSocket() throws Exception {
        try (var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send("HTTP/1.1 200 OK\r\n\r\nfirst");
                                    line.awaitLeave();
                                });
                var exchange = http.open(OutgoingRequest.get(peer.url()))) {
            exchange.body().readNBytes(5);
            var reader =
                    CompletableFuture.supplyAsync(
                            () ->
                                    catchThrowableOfType(
                                            OutgoingFailure.class, () -> exchange.body().read()));

            exchange.cancel();

            assertThat(peer.wasLeftWithinASecond()).isTrue();
            assertThat(reader).succeedsWithin(Duration.ofSeconds(1));
            assertThat(reader.join().kind()).isEqualTo(Kind.CANCELLED);
        }
    }

    @Test
    void interruptCancelsACallThatWaitsForItsAnswer() throws Exception {
        var asked = new CountDownLatch(1);
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            asked.countDown();
                            line.awaitLeave();
                        })) {
            var failed = new CompletableFuture<OutgoingFailure>();
            var caller =
                    Thread.ofVirtual()
                            .start(() -> failed.complete(failure(OutgoingRequest.get(peer.url()))));
            asked.await();

            caller.interrupt();

            assertThat(peer.wasLeftWithinASecond()).isTrue();
            assertThat(failed).succeedsWithin(Duration.ofSeconds(1));
            assertThat(failed.join().kind()).isEqualTo(Kind.CANCELLED);
            assertThat(failed.join().sent()).isTrue();
        }
    }

    @Test
    void cancelAfterTheEndDisturbsNobody() throws Exception {
        try (var peer = Peer.answering(Peer.ok("hello"))) {
            var first = http.open(OutgoingRequest.get(peer.url()));
            first.body().readAllBytes();
            try (var second = http.open(OutgoingRequest.get(peer.url()))) {
                first.cancel();
                first.close();

                assertThat(second.body().readAllBytes()).asString().isEqualTo("hello");
                assertThat(peer.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void tenThousandCancelledStreamsLeaveNothing() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\n\r\ndata");
                            line.awaitLeave();
                        })) {
            for (int i = 0; i < 10_000; i++) {
                try (var exchange = http.open(OutgoingRequest.get(peer.url()))) {
                    exchange.body().readNBytes(4);
                    exchange.cancel();
                }
            }

            await().until(peer::allClosed);
        }
    }

    @Test
    void readingAfterCloseFails() throws Exception {
        try (var peer = Peer.answering(Peer.ok("hello"))) {
            var exchange = http.open(OutgoingRequest.get(peer.url()));
            exchange.close();

            var failure =
                    catchThrowableOfType(
                            OutgoingFailure.class, () -> exchange.body().readAllBytes());
            assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
        }
    }

    @Test
    void closingTheClientEndsEveryCall() throws Exception {
        try (var peer =
                new Peer(
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 200 OK\r\n\r\n");
                            line.awaitLeave();
                        })) {
            http.open(OutgoingRequest.get(peer.url()));

            http.close();

            assertThat(peer.wasLeft()).isTrue();
        }
    }

    private OutgoingFailure failure(OutgoingRequest request) {
        return catchThrowableOfType(OutgoingFailure.class, () -> http.send(request));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

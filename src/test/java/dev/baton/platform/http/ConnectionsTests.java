package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** When a connection serves another call, and when it must not. */
@Timeout(60)
class ConnectionsTests {

    @Test
    void callsInTurnShareOneConnection() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer = Peer.answering(Peer.ok("hello"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(http.send(OutgoingRequest.get(peer.url("/" + i))).text())
                        .isEqualTo("hello");
            }

            assertThat(peer.connections()).isEqualTo(1);
            assertThat(http.opened()).isEqualTo(1);
        }
    }

    @Test
    void chunkedAnswersAreReusedAsWell() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        Peer.answering(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "2\r\nok\r\n0\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.send(OutgoingRequest.get(peer.url())).text()).isEqualTo("ok");
            }

            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    /** Its reader knew from the body that it was complete, and let go before the last chunk. */
    @Test
    void releasedAnswerIsReusedWhenItsEndIsThere() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        Peer.answering(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "2\r\nok\r\n0\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                release(http, peer);
            }

            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void releasedAnswerIsReusedWhenItsEndComesAMomentLater() throws Exception {
        var released = new Semaphore(0);
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        new Peer(
                                line -> {
                                    while (line.request()) {
                                        line.send(
                                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                                                        + "\r\n2\r\nok\r\n");
                                        released.acquire();
                                        line.send("0\r\n\r\n");
                                    }
                                })) {
            for (int i = 0; i < 3; i++) {
                release(http, peer);
                released.release();
                await().until(() -> http.stats().getLeased() == 0);
            }

            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4\r\nmore\r\n"})
    void releasedAnswerThatDoesNotEndIsBrokenOff(String rest) throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                                                    + "\r\n2\r\nok\r\n"
                                                    + rest);
                                    line.awaitLeave();
                                })) {
            release(http, peer);

            assertThat(peer.wasLeft()).isTrue();
        }
    }

    @Test
    void connectionThatThePeerClosedCostsNoFailure() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send(Peer.ok("hello"));
                                })) {
            for (int i = 0; i < 20; i++) {
                assertThat(http.send(post(peer)).text()).isEqualTo("hello");
                await().until(peer::allClosed);
            }

            assertThat(peer.connections()).isEqualTo(20);
        }
    }

    @Test
    void unaskedAnswerIsNotTakenForTheNextOne() throws Exception {
        var sent = new CountDownLatch(1);
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer =
                        new Peer(
                                line -> {
                                    line.request();
                                    line.send(Peer.ok("hello"));
                                    line.send(
                                            "HTTP/1.1 408 Request Timeout\r\n"
                                                    + "Content-Length: 0\r\n\r\n");
                                    sent.countDown();
                                    line.awaitLeave();
                                })) {
            assertThat(http.send(post(peer)).status()).isEqualTo(200);
            sent.await();
            assertThat(http.send(post(peer)).status()).isEqualTo(200);
        }
    }

    @Test
    void bytesBeyondTheAnnouncedLengthAreNotTakenForAnAnswer() throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer = Peer.answering(Peer.ok("hello") + Peer.ok("poisoned"))) {
            assertThat(http.send(post(peer)).text()).isEqualTo("hello");
            assertThat(http.send(post(peer)).text()).isEqualTo("hello");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok"
            })
    void keepsNoConnectionThatThePeerIsAboutToClose(String response) throws Exception {
        try (var http = OutgoingHttpFixtures.loopbackAllowed();
                var peer = Peer.answering(response)) {
            http.send(OutgoingRequest.get(peer.url()));
            http.send(OutgoingRequest.get(peer.url()));

            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void unusedConnectionsAreClosedAndForgotten() throws Exception {
        try (var http = OutgoingHttpFixtures.pooled(10, Duration.ofMillis(200));
                var peer = Peer.answering(Peer.ok("hello"))) {
            http.send(OutgoingRequest.get(peer.url()));
            assertThat(http.stats().getAvailable()).isEqualTo(1);

            await().until(() -> http.stats().getAvailable() == 0);
            await().until(peer::allClosed);
        }
    }

    @Test
    void callBeyondTheMaximumWaitsForAConnection() throws Exception {
        var go = new CountDownLatch(1);
        try (var http = OutgoingHttpFixtures.pooled(1, Duration.ofSeconds(4));
                var executor = Executors.newVirtualThreadPerTaskExecutor();
                var peer =
                        new Peer(
                                line -> {
                                    while (line.request()) {
                                        go.await();
                                        line.send(Peer.ok("hello"));
                                    }
                                })) {
            var first = executor.submit(() -> http.send(post(peer)).text());
            await().until(() -> http.stats().getLeased() == 1);
            var second = executor.submit(() -> http.send(post(peer)).text());
            await().until(() -> http.stats().getPending() == 1);

            var impatient =
                    catchThrowableOfType(
                            OutgoingFailure.class,
                            () ->
                                    http.send(
                                            post(peer)
                                                    .within(
                                                            OutgoingLimits.DEFAULT.withConnect(
                                                                    Duration.ofMillis(150)))));
            assertThat(impatient.kind()).isEqualTo(Kind.TIMEOUT_CONNECT);
            assertThat(impatient.sent()).isFalse();

            go.countDown();
            assertThat(first.get()).isEqualTo("hello");
            assertThat(second.get()).isEqualTo("hello");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void interruptedWaiterLeavesNoGap() throws Exception {
        try (var http = OutgoingHttpFixtures.pooled(1, Duration.ofSeconds(4));
                var peer = Peer.answering(Peer.ok("hello"))) {
            try (var _ = http.open(post(peer))) {
                var failed = new CompletableFuture<OutgoingFailure>();
                var waiter =
                        Thread.ofVirtual()
                                .start(
                                        () ->
                                                failed.complete(
                                                        catchThrowableOfType(
                                                                OutgoingFailure.class,
                                                                () -> http.send(post(peer)))));
                await().until(() -> http.stats().getPending() == 1);
                waiter.interrupt();

                assertThat(failed).succeedsWithin(Duration.ofSeconds(1));
                assertThat(failed.join().kind()).isEqualTo(Kind.CANCELLED);
            }

            assertThat(http.send(post(peer)).text()).isEqualTo("hello");
        }
    }

    @Test
    void manyCallsAtOnceAllEndAndReturnTheirConnections() throws Exception {
        try (var http = OutgoingHttpFixtures.pooled(20, Duration.ofSeconds(4));
                var executor = Executors.newVirtualThreadPerTaskExecutor();
                var peer = Peer.answering(Peer.ok("hello"))) {
            var patient = OutgoingLimits.DEFAULT.withConnect(Duration.ofMinutes(1));
            var request = post(peer).within(patient);
            var calls =
                    IntStream.range(0, 2_000)
                            .mapToObj(_ -> executor.submit(() -> http.send(request).text()))
                            .toList();
            for (var call : calls) {
                assertThat(call.get()).isEqualTo("hello");
            }

            assertThat(peer.connections()).isLessThanOrEqualTo(20);
            assertThat(http.stats().getLeased()).isZero();
            assertThat(http.calls()).isZero();
        }
    }

    private static OutgoingRequest post(Peer peer) {
        return OutgoingRequest.post(peer.url(), "text/plain", new byte[] {'x'});
    }

    private static void release(OutgoingHttp http, Peer peer) throws Exception {
        var exchange = http.open(OutgoingRequest.get(peer.url()));
        assertThat(new String(exchange.body().readNBytes(2))).isEqualTo("ok");
        exchange.release();
    }
}

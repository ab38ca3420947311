package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

/** Encrypted exchanges, with a certificate made for {@code localhost}. */
@Timeout(60)
class OutgoingTlsTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path folder;
    private static SSLContext certified;

    @BeforeAll
    static void makeCertificate() throws Exception {
        File store = folder.resolve("store.p12").toFile();
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "peer",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        certified =
                SSLContexts.custom()
                        .loadKeyMaterial(store, PASSWORD, PASSWORD)
                        .loadTrustMaterial(store, PASSWORD)
                        .build();
    }

    @Test
    void trustedPeerIsServedAndReused() throws Exception {
        try (var peer = peer(OutgoingTlsTests::answer);
                var http = OutgoingHttpFixtures.trusting(certified)) {
            assertThat(http.send(OutgoingRequest.get(localhost(peer))).text()).isEqualTo("hello");
            assertThat(http.send(OutgoingRequest.get(localhost(peer))).text()).isEqualTo("hello");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void systemTrustRefusesASelfSignedPeer() throws Exception {
        try (var peer = peer(OutgoingTlsTests::answer);
                var http = OutgoingHttpFixtures.loopbackAllowed()) {
            assertRefused(http, peer, localhost(peer));
        }
    }

    @Test
    void certificateMustBeForTheHost() throws Exception {
        try (var peer = peer(OutgoingTlsTests::answer);
                var http = OutgoingHttpFixtures.trusting(certified)) {
            assertRefused(http, peer, peer.url());
        }
    }

    @Test
    void unfinishedHandshakeEndsWithTheConnectLimit() throws Exception {
        try (var peer = new Peer(Peer.Line::awaitLeave);
                var http = OutgoingHttpFixtures.loopbackAllowed()) {
            var request =
                    OutgoingRequest.get(localhost(peer))
                            .within(OutgoingLimits.DEFAULT.withConnect(Duration.ofMillis(200)));
            var failure = catchThrowableOfType(OutgoingFailure.class, () -> http.send(request));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_CONNECT);
            assertThat(failure.sent()).isFalse();
            assertThat(peer.wasLeft()).isTrue();
            assertThat(http.stats().getLeased()).isZero();
        }
    }

    @Test
    void cancelClosesTheEncryptedSocketAtOnce() throws Exception {
        try (var peer =
                        peer(
                                line -> {
                                    line.request();
                                    line.send("HTTP/1.1 200 OK\r\n\r\nfirst");
                                    line.awaitLeave();
                                });
                var http = OutgoingHttpFixtures.trusting(certified);
                var exchange = http.open(OutgoingRequest.get(localhost(peer)))) {
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
    void drippedBodyEndsWithTheTotalLimit() throws Exception {
        try (var peer =
                        peer(
                                line -> {
                                    line.request();
                                    line.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                                    line.drip("x", 20);
                                });
                var http = OutgoingHttpFixtures.trusting(certified)) {
            var request =
                    OutgoingRequest.get(localhost(peer))
                            .within(OutgoingLimits.DEFAULT.withTotal(Duration.ofMillis(500)));
            var failure = catchThrowableOfType(OutgoingFailure.class, () -> http.send(request));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_TOTAL);
            assertThat(peer.wasLeft()).isTrue();
        }
    }

    private static void assertRefused(OutgoingHttp http, Peer peer, URI url) {
        var failure =
                catchThrowableOfType(
                        OutgoingFailure.class, () -> http.send(OutgoingRequest.get(url)));
        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure.sent()).isFalse();
        assertThat(peer.heads()).isEmpty();
    }

    private static void answer(Peer.Line line) throws IOException {
        while (line.request()) {
            line.send(Peer.ok("hello"));
        }
    }

    private static Peer peer(Peer.Script script) throws Exception {
        ServerSocket server =
                certified
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new Peer("https", server, script);
    }

    private static URI localhost(Peer peer) {
        return URI.create("https://localhost:" + peer.port() + "/");
    }
}

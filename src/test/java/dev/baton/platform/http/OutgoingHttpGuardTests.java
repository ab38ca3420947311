package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What may be reached at all. */
@Timeout(60)
class OutgoingHttpGuardTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "localhost",
                "localhost.",
                "0.0.0.0",
                "0",
                "169.254.169.254",
                "2852039166",
                "10.0.0.1",
                "100.64.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:169.254.169.254]",
                "[::127.0.0.1]",
                "[fe80::1%25lo]",
                "[fc00::1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[2001:0:7f00:1::]",
                "[ff02::1]"
            })
    void refusesAddressesInEveryNotation(String host) {
        try (var http = OutgoingHttpFixtures.guarded()) {
            var url = URI.create("http://" + host + ":8080/");
            var failure = failure(http, url);

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            assertThat(failure.sent()).isFalse();
            assertThat(failure.reason()).isPresent().isEqualTo(http.refusal(url));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.1.2.3",
                "172.20.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "fe80::1",
                "fd00::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "2001:db8::1",
                "ff02::1"
            })
    void refusesNamesThatLeadThere(String address) {
        try (var http =
                OutgoingHttpFixtures.guarded(_ -> OutgoingHttpFixtures.addresses(address))) {
            var failure = failure(http, URI.create("http://innocent.example/"));

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            assertThat(failure.sent()).isFalse();
        }
    }

    @Test
    void oneRefusedAddressRefusesTheName() {
        try (var http =
                OutgoingHttpFixtures.guarded(
                        _ -> OutgoingHttpFixtures.addresses("8.8.8.8", "10.0.0.1"))) {
            assertThat(failure(http, URI.create("http://mixed.example/")).kind())
                    .isEqualTo(Kind.REFUSED_ADDRESS);
        }
    }

    @Test
    void loopbackIsReachedInDevelopmentOnly() throws Exception {
        try (var peer = Peer.answering(Peer.ok("hello"));
                var development = OutgoingHttpFixtures.loopbackAllowed();
                var production = OutgoingHttpFixtures.guarded()) {
            assertThat(development.send(OutgoingRequest.get(peer.url())).text()).isEqualTo("hello");
            assertThat(development.refusal(peer.url())).isEmpty();

            assertThat(failure(production, peer.url()).reason()).contains(RefusalReason.LOOPBACK);
            assertThat(production.refusal(peer.url())).contains(RefusalReason.LOOPBACK);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void openedRangeIsNoLongerRefused() {
        try (var http =
                OutgoingHttpFixtures.guarded(
                        _ -> OutgoingHttpFixtures.addresses("10.1.0.7"), "10.1.0.0/16")) {
            assertThat(http.refusal(URI.create("http://inside.example/"))).isEmpty();
            assertThat(http.refusal(URI.create("http://10.2.0.7/")))
                    .contains(RefusalReason.PRIVATE);
        }
    }

    @Test
    void nameThatWasPublicInTheFormIsCheckedAgainWhenConnecting() throws Exception {
        var asked = new AtomicInteger();
        NameLookup.Names rebinding =
                _ ->
                        OutgoingHttpFixtures.addresses(
                                asked.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1");
        try (var peer = Peer.answering(Peer.ok("secret"));
                var http = OutgoingHttpFixtures.guarded(rebinding)) {
            var url = URI.create("http://rebinding.example:" + peer.port() + "/");

            assertThat(http.refusal(url)).isEmpty();
            assertThat(failure(http, url).reason()).contains(RefusalReason.LOOPBACK);
            assertThat(peer.connections()).isZero();
        }
    }

    @Test
    void connectsToTheCheckedAddressAndNeverAsksAgain() throws Exception {
        var asked = new AtomicInteger();
        NameLookup.Names rebinding =
                _ ->
                        OutgoingHttpFixtures.addresses(
                                asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
        try (var checked = Peer.answering(Peer.ok("checked"));
                var other =
                        new Peer(
                                "http",
                                new ServerSocket(
                                        checked.port(), 50, InetAddress.getByName("127.0.0.2")),
                                line -> line.send(Peer.ok("other")));
                var http = OutgoingHttpFixtures.resolving(rebinding)) {
            var url = URI.create("http://rebinding.example:" + checked.port() + "/");

            assertThat(http.send(OutgoingRequest.get(url)).text()).isEqualTo("checked");
            assertThat(asked).hasValue(1);
            assertThat(other.connections()).isZero();
            assertThat(checked.heads().getFirst()).contains("Host: rebinding.example:");
        }
    }

    @Test
    void triesTheNextAddressWhenOneDoesNotAnswer() throws Exception {
        try (var peer = Peer.answering(Peer.ok("second"));
                var http =
                        OutgoingHttpFixtures.resolving(
                                _ -> OutgoingHttpFixtures.addresses("127.0.0.9", "127.0.0.1"))) {
            var url = URI.create("http://two.example:" + peer.port() + "/");

            assertThat(http.send(OutgoingRequest.get(url)).text()).isEqualTo("second");
        }
    }

    @Test
    void unknownNameFailsBeforeAnythingIsSent() {
        try (var http =
                OutgoingHttpFixtures.guarded(
                        host -> {
                            throw new UnknownHostException(host);
                        })) {
            var failure = failure(http, URI.create("http://nowhere.example/"));

            assertThat(failure.kind()).isEqualTo(Kind.DNS);
            assertThat(failure.sent()).isFalse();
            assertThat(http.refusal(URI.create("http://nowhere.example/")))
                    .contains(RefusalReason.UNRESOLVED);
        }
    }

    @Test
    void deadNameServerCostsTheConnectLimitOnly() {
        var never = new CountDownLatch(1);
        NameLookup.Names dead =
                _ -> {
                    await(never);
                    throw new UnknownHostException();
                };
        try (var http = OutgoingHttpFixtures.guarded(dead)) {
            var request =
                    OutgoingRequest.get(URI.create("http://slow.example/"))
                            .within(OutgoingLimits.DEFAULT.withConnect(Duration.ofMillis(200)));
            var failure = catchThrowableOfType(OutgoingFailure.class, () -> http.send(request));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT_CONNECT);
            assertThat(failure.sent()).isFalse();
        } finally {
            never.countDown();
        }
    }

    @Test
    void nameServerThatNeverAnswersHoldsItsOwnDomainUpOnly() throws Exception {
        var never = new CountDownLatch(1);
        NameLookup.Names names =
                host -> {
                    if (host.endsWith(".hostile.example")) {
                        await(never);
                    }
                    throw new UnknownHostException(host);
                };
        try (var lookup = new NameLookup(names)) {
            for (var i = 0; i < 1_000; i++) {
                lookup.start(i + ".hostile.example");
            }

            assertThat(lookup.start("one-more.hostile.example")).isCompletedExceptionally();
            assertThat(lookup.start("api.friendly.example"))
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessage("api.friendly.example");
        } finally {
            never.countDown();
        }
    }

    @Test
    void urlIsRefusedAsTheFormSays() {
        try (var http = OutgoingHttpFixtures.guarded()) {
            var url = URI.create("http://user:secret@example.com/");

            assertThat(failure(http, url).kind()).isEqualTo(Kind.INVALID_URL);
            assertThat(http.refusal(url)).contains(RefusalReason.USER_INFO);
        }
    }

    private static OutgoingFailure failure(OutgoingHttp http, URI url) {
        return catchThrowableOfType(
                OutgoingFailure.class, () -> http.send(OutgoingRequest.get(url)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

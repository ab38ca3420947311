package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** D10: raw HTTP and JSON abuse, while 300 clients send a byte now and then. */
@Tag("drill")
class HostileHttpDrillTests {

    private static final int DRIPPING = 300;
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROUNDS = 20;
    private static final int ATTACKERS = 8;
    private static final int LOOKS = 200;
    private static final long MOST_MEGABYTES = 400;
    private static final byte[] HEALTH =
            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger dripping = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> announced = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shrugsOffWhatHostileClientsSend() throws Exception {
        try (var provider = new Provider();
                var baton = new BatonProcess(Path.of("target", "drill-D10"), "", provider);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            baton.with("REQUEST_PATIENCE", PATIENCE.toSeconds() + "s").start();
            refusesASlowBody(baton);
            attackOnce(baton);
            wrong.clear();
            announced.clear();
            var before = baton.residentMegabytes();
            for (var client = 0; client < DRIPPING; client++) {
                clients.submit(() -> drip(baton.port()));
            }
            for (var attacker = 0; attacker < ATTACKERS; attacker++) {
                clients.submit(() -> attack(baton));
            }
            var health = look(baton.port());
            var held = dripping.get();
            over.set(true);
            clients.close();
            var grown = baton.residentMegabytes() - before;
            var slowest413 = Figures.percentile(announced, 99);
            Figures.record(
                    "D10",
                    HostileHttpDrillTests.class,
                    "%d slow clients; %d attacks by %d clients"
                            .formatted(DRIPPING, sent.get(), ATTACKERS),
                    "0 × 5xx; 0 hangs; health p99 < 1 s; RSS +< 400 MB; 10 MB JSON → 413 < 100 ms",
                    "%d answers out of order; %d slow clients held; health p99 %d ms; RSS %+d MB; 413 p50 %d ms, p99 %d ms"
                            .formatted(
                                    wrong.size(),
                                    held,
                                    Figures.percentile(health, 99).toMillis(),
                                    grown,
                                    Figures.percentile(announced, 50).toMillis(),
                                    slowest413.toMillis()));
            assertThat(wrong).isEmpty();
            assertThat(held).isGreaterThan(DRIPPING * 9 / 10);
            assertThat(Figures.percentile(health, 99)).isLessThan(Duration.ofSeconds(1));
            assertThat(slowest413).isLessThan(Duration.ofMillis(100));
            assertThat(grown).isLessThan(MOST_MEGABYTES);
        }
    }

    private static void refusesASlowBody(BatonProcess baton) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), baton.port())) {
            socket.setSoTimeout((int) PATIENCE.multipliedBy(3).toMillis());
            var head =
                    "POST /api/v1/agents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
                            .formatted(baton.key());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var began = System.nanoTime();
            while (System.nanoTime() - began < PATIENCE.plusSeconds(1).toNanos()) {
                socket.getOutputStream().write(' ');
                Thread.sleep(200);
                if (socket.getInputStream().available() > 0) {
                    break;
                }
            }
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("request_too_slow");
        }
    }

    private Void attack(BatonProcess baton) throws IOException {
        for (var round = 0; round < ROUNDS; round++) {
            attackOnce(baton);
        }
        return null;
    }

    private void attackOnce(BatonProcess baton) throws IOException {
        for (var attack : Attack.all(baton.key())) {
            sent.incrementAndGet();
            try {
                var answer = RawHttp.send(baton.port(), attack.request());
                if (!attack.statuses().contains(answer.status())) {
                    wrong.add(attack + " -> " + answer);
                }
                if (attack.name().equals("10 MB announced")) {
                    announced.add(answer.after());
                }
            } catch (IOException e) {
                wrong.add(attack + " -> " + e);
            }
        }
    }

    private Void drip(int port) throws InterruptedException {
        while (!over.get()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                dripping.incrementAndGet();
                socket.getOutputStream()
                        .write("POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                while (!over.get()) {
                    socket.getOutputStream().write('x');
                    Thread.sleep(BETWEEN_BYTES);
                }
            } catch (IOException e) {
                // Thrown out: it comes again.
            } finally {
                dripping.decrementAndGet();
            }
        }
        return null;
    }

    private List<Duration> look(int port) throws Exception {
        var times = new ArrayList<Duration>();
        for (var look = 0; look < LOOKS; look++) {
            var answer = RawHttp.send(port, HEALTH);
            assertThat(answer.status()).isEqualTo(200);
            times.add(answer.after());
            Thread.sleep(50);
        }
        return times;
    }
}

package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TcpProxy;
import dev.baton.platform.database.DatabaseUrl;
import dev.baton.platform.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** D2: the database dies, falls silent and becomes slow while the server works. */
@Tag("drill")
class DatabaseCrashDrillTests {

    private static final int KILLS = Figures.load(5);
    private static final Duration SILENCE = Figures.load(Duration.ofSeconds(30));
    private static final Duration SLOWNESS = Figures.load(Duration.ofSeconds(20));
    private static final int CALLERS = 16;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

    private static final String WANTED =
            "as D1; 503 in less than 5 s; answers again within 10 s; the pool is not exhausted";

    private final Ledger ledger = new Ledger();
    private final List<Duration> recoveries = new ArrayList<>();

    @Test
    void databaseDiesFiveTimes() throws Exception {
        var seed = Figures.seed("D2 kill");
        var random = new Random(seed);
        try (var provider = new Provider();
                var receiver = new Receiver();
                var baton = new BatonProcess(Path.of("target", "drill-D2-kill"), "", provider)) {
            baton.start();
            baton.subscribe(receiver);
            try (var load = Load.on(baton, ledger, seed, CALLERS, PAUSE)) {
                for (var kill = 0; kill < KILLS; kill++) {
                    Load.goOn(Duration.ofMillis(random.nextLong(3_000, 9_000)));
                    var killed = System.nanoTime();
                    baton.killDatabase();
                    recoveries.add(untilAnswersSince(killed, Duration.ofSeconds(60)));
                }
                load.goOnUntilEnough(receiver);
            }
            judge(
                    baton,
                    provider,
                    receiver,
                    "D2 kill",
                    KILLS + " × kill -9 of mariadbd under load; seed " + seed);
        }
    }

    @Test
    void networkToTheDatabaseFallsSilentAndSlow() throws Exception {
        var seed = Figures.seed("D2 network");
        var home = Path.of("target", "drill-D2-database");
        FileSystemUtils.deleteRecursively(home);
        try (var database = EmbeddedDatabase.start(home, home, 256);
                var proxy = new TcpProxy(port(database.url()));
                var provider = new Provider();
                var receiver = new Receiver();
                var baton =
                        new BatonProcess(
                                Path.of("target", "drill-D2-network"),
                                through(proxy, database.url()),
                                provider)) {
            baton.start();
            baton.subscribe(receiver);
            try (var load = Load.on(baton, ledger, seed, CALLERS, PAUSE)) {
                Load.goOn(Duration.ofSeconds(5));
                proxy.silent(true);
                Load.goOn(SILENCE);
                proxy.silent(false);
                recoveries.add(untilAnswersSince(System.nanoTime(), Duration.ofSeconds(60)));
                proxy.delay(Duration.ofMillis(200));
                Load.goOn(SLOWNESS);
                proxy.delay(Duration.ZERO);
                recoveries.add(untilAnswersSince(System.nanoTime(), Duration.ofSeconds(60)));
                load.goOnUntilEnough(receiver);
            }
            judge(
                    baton,
                    provider,
                    receiver,
                    "D2 network",
                    "database silent for %s, then its answers 200 ms late in slices for %s, under load; seed %d"
                            .formatted(
                                    Figures.seconds(SILENCE), Figures.seconds(SLOWNESS), seed));
        }
    }

    private void judge(
            BatonProcess baton, Provider provider, Receiver receiver, String drill, String load)
            throws Exception {
        assertThat(baton.isRunning()).isTrue();
        var judge = Judge.of(baton, ledger, provider, receiver, List.of(Instant.EPOCH));
        var longestRefusal = ledger.longestRefusal(provider);
        Figures.record(
                drill,
                DatabaseCrashDrillTests.class,
                "%s; %d requests, %d of them for later; %d webhooks"
                        .formatted(
                                load,
                                ledger.requests(),
                                ledger.accepted().size(),
                                receiver.received().size()),
                WANTED,
                judge.summary(ledger)
                        + "; refused %s, the longest after %s; answers again after %s at most"
                                .formatted(
                                        ledger.refusals(),
                                        Figures.seconds(longestRefusal),
                                        Figures.seconds(Figures.percentile(recoveries, 100))));
        judge.requireNothingAmiss();
        assertThat(longestRefusal).isLessThan(REFUSED_WITHIN);
        assertThat(recoveries).allMatch(each -> each.compareTo(BACK_WITHIN) <= 0);
    }

    private Duration untilAnswersSince(long nanos, Duration atMost) {
        // An answer may have been on its way already; the first after a refusal counts, too.
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ledger.hasAnswerSince(nanos + Duration.ofMillis(300).toNanos()));
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static int port(DatabaseUrl url) {
        return Integer.parseInt(url.hosts().substring(url.hosts().indexOf(':') + 1));
    }

    private static String through(TcpProxy proxy, DatabaseUrl url) {
        return new DatabaseUrl(
                        "127.0.0.1:" + proxy.port(),
                        url.schema(),
                        url.user(),
                        url.password(),
                        url.parameters())
                .value();
    }
}

package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** D1 and D3: the server, or the server and its database, die again and again at random moments. */
@Tag("drill")
class CrashDrillTests {

    private static final int CALLERS = 16;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(15);
    private static final int REPEATED_PER_KILL = 10;

    /** As many deliveries as an instance sends at a time: each may have been accepted at a kill. */
    private static final int UNDER_WAY = 128;

    private static final String WANTED =
            "lost 0, failed by the crash 0, forgotten 0, webhooks all told with one body and"
                    + " repeated no more than were under way, calls repeated < 10 for each kill and ≤ 15 s"
                    + " after ready, ready again p95 ≤ 20 s";

    private final Ledger ledger = new Ledger();
    private final List<Instant> kills = new ArrayList<>();
    private final List<Instant> ready = new ArrayList<>();
    private final List<Duration> readyAgain = new ArrayList<>();

    @Test
    void serverDiesTwentyTimes() throws Exception {
        var seed = Figures.seed("D1");
        dieAndJudge("D1", seed, Figures.load(20), "", false);
    }

    /** On the database that {@code DATABASE_URL} names, or on one that this drill starts. */
    @Test
    void serverDiesTwentyTimesBesideADatabaseOfItsOwn() throws Exception {
        var seed = Figures.seed("D1 external");
        var named = System.getenv().getOrDefault("DATABASE_URL", "");
        if (!named.isBlank()) {
            dieAndJudge("D1 external", seed, Figures.load(20), named, false);
            return;
        }
        var home = Path.of("target", "drill-D1-database");
        FileSystemUtils.deleteRecursively(home);
        try (var database = EmbeddedDatabase.start(home, home, 256)) {
            dieAndJudge("D1 external", seed, Figures.load(20), database.url().value(), false);
        }
    }

    @Test
    void serverAndDatabaseDieTogetherFiveTimes() throws Exception {
        var seed = Figures.seed("D3");
        dieAndJudge("D3", seed, Figures.load(5), "", true);
    }

    private void dieAndJudge(
            String drill, long seed, int times, String databaseUrl, boolean withDatabase)
            throws Exception {
        var random = new Random(seed);
        var home = Path.of("target", "drill-" + drill.replace(' ', '-'));
        try (var provider = new Provider();
                var receiver = new Receiver();
                var baton = new BatonProcess(home, databaseUrl, provider)) {
            baton.start();
            baton.subscribe(receiver);
            try (var load = Load.on(baton, ledger, seed, CALLERS, PAUSE)) {
                for (var kill = 0; kill < times; kill++) {
                    Load.goOn(Duration.ofMillis(random.nextLong(2_000, 9_000)));
                    if (withDatabase) {
                        baton.killDatabase();
                    }
                    baton.kill();
                    // Not before it is dead: it goes on calling until then.
                    kills.add(Instant.now());
                    readyAgain.add(baton.start());
                    ready.add(Instant.now());
                }
                load.goOnUntilEnough(receiver);
            }
            var judge = Judge.of(baton, ledger, provider, receiver, kills);
            record(drill, seed, withDatabase, judge, receiver);
            judge.requireNothingAmiss();
            assertThat(Figures.percentile(readyAgain, 95))
                    .as("ready again p95")
                    .isLessThanOrEqualTo(READY_WITHIN);
            assertThat(judge.repeatedCalls())
                    .as("calls repeated")
                    .hasSizeLessThan(REPEATED_PER_KILL * kills.size());
            assertThat(resumedAfter(judge))
                    .as("from ready to the repeated call")
                    .allMatch(each -> each.compareTo(RESUMED_WITHIN) <= 0);
            assertThat(judge.repeatedWebhooks())
                    .as("webhooks repeated though they were accepted")
                    .isLessThanOrEqualTo(UNDER_WAY * kills.size());
        }
    }

    private void record(
            String drill, long seed, boolean withDatabase, Judge judge, Receiver receiver)
            throws Exception {
        Figures.record(
                drill,
                CrashDrillTests.class,
                "%d × kill -9 of %s; %d requests of six kinds, %d of them for later; %d webhooks; seed %d"
                        .formatted(
                                kills.size(),
                                withDatabase ? "server and database" : "the server",
                                ledger.requests(),
                                ledger.accepted().size(),
                                receiver.received().size(),
                                seed),
                WANTED,
                judge.summary(ledger)
                        + "; repeated %s after ready at most; ready again p95 %s, most %s"
                                .formatted(
                                        Figures.seconds(Figures.percentile(resumedAfter(judge), 100)),
                                        Figures.seconds(Figures.percentile(readyAgain, 95)),
                                        Figures.seconds(Figures.percentile(readyAgain, 100))));
    }

    /** How long each repeated call came after the start that followed the last kill before it. */
    private List<Duration> resumedAfter(Judge judge) {
        return judge.repeatedCalls().stream()
                .flatMap(
                        sent ->
                                IntStream.range(0, kills.size())
                                        .filter(kill -> !kills.get(kill).isAfter(sent))
                                        .mapToObj(kill -> Duration.between(ready.get(kill), sent))
                                        .reduce((_, last) -> last)
                                        .stream())
                .toList();
    }
}

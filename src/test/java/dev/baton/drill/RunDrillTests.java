package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestDatabase;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * D15 to D18: a thousand runs of six steps while the server is killed twenty times at random
 * moments, while one of two is, while one of two stands still for longer than its lease, and while
 * the database dies.
 */
@Tag("drill")
class RunDrillTests {

    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(20);

    private static final String WANTED =
            "every run ends right, 0 completed steps executed again, 0 runs twice, 0 after their"
                + " end";

    @Test
    void serverDiesTwentyTimesInTheMidstOfRuns() throws Exception {
        var seed = Figures.seed("D15");
        var random = new Random(seed);
        var kills = Figures.load(20);
        var runs = Figures.load(1_000);
        try (var peer = new StepPeer();
                var baton =
                        new BatonProcess(
                                Path.of("target", "drill-D15"),
                                TestDatabase.freshUrl(),
                                peer.url())) {
            baton.start();
            try (var load = new RunLoad(() -> baton, peer, runs, 8, Duration.ofMillis(500))) {
                for (var killed = 0; killed < kills; killed++) {
                    LockSupport.parkNanos(random.nextLong(1_000_000_000L, 5_000_000_000L));
                    baton.kill();
                    baton.start();
                }
                load.awaitEnd(Duration.ofMinutes(10));
                judge("D15", "%d × kill -9 of the server".formatted(kills), runs, seed, load);
            }
        }
    }

    @Test
    void oneOfTwoDiesEveryFewSeconds() throws Exception {
        var seed = Figures.seed("D16");
        var random = new Random(seed);
        var kills = Figures.load(20);
        var runs = Figures.load(1_000);
        var url = TestDatabase.freshUrl();
        try (var peer = new StepPeer();
                var stays = new BatonProcess(Path.of("target", "drill-D16-a"), url, peer.url());
                var dies = new BatonProcess(Path.of("target", "drill-D16-b"), url, peer.url())) {
            stays.start();
            dies.beside(stays).start();
            var either = new AtomicInteger();
            Supplier<BatonProcess> asked =
                    () -> either.getAndIncrement() % 2 == 0 && dies.isRunning() ? dies : stays;
            try (var load = new RunLoad(asked, peer, runs, 8, Duration.ofMillis(500))) {
                for (var killed = 0; killed < kills; killed++) {
                    LockSupport.parkNanos(random.nextLong(1_000_000_000L, 4_000_000_000L));
                    dies.kill();
                    dies.start();
                }
                load.awaitEnd(Duration.ofMinutes(10));
                judge(
                        "D16",
                        "%d × kill -9 of one of two servers".formatted(kills),
                        runs,
                        seed,
                        load);
            }
        }
    }

    /** Its lease ends meanwhile: whatever it does when it goes on must count for nothing. */
    @Test
    void oneOfTwoStandsStillForLongerThanItsLease() throws Exception {
        var seed = Figures.seed("D17");
        var pauses = Figures.load(3);
        var runs = Figures.load(300);
        var url = TestDatabase.freshUrl();
        try (var peer = new StepPeer();
                var stays = new BatonProcess(Path.of("target", "drill-D17-a"), url, peer.url());
                var sleeps = new BatonProcess(Path.of("target", "drill-D17-b"), url, peer.url())) {
            stays.start();
            sleeps.beside(stays).start();
            var still = new AtomicBoolean();
            var either = new AtomicInteger();
            Supplier<BatonProcess> asked =
                    () -> either.getAndIncrement() % 2 == 0 && !still.get() ? sleeps : stays;
            try (var load = new RunLoad(asked, peer, runs, 8, Duration.ofMillis(1_000))) {
                for (var paused = 0; paused < pauses; paused++) {
                    LockSupport.parkNanos(3_000_000_000L);
                    still.set(true);
                    sleeps.standStill();
                    LockSupport.parkNanos(LONGER_THAN_A_LEASE.toNanos());
                    sleeps.goOn();
                    still.set(false);
                }
                load.awaitEnd(Duration.ofMinutes(10));
                judge(
                        "D17",
                        "%d × SIGSTOP of one of two servers for %s"
                                .formatted(pauses, Figures.seconds(LONGER_THAN_A_LEASE)),
                        runs,
                        seed,
                        load);
            }
        }
    }

    @Test
    void databaseDiesTwiceInTheMidstOfRuns() throws Exception {
        var seed = Figures.seed("D18");
        var random = new Random(seed);
        var runs = Figures.load(1_000);
        try (var peer = new StepPeer();
                var baton = new BatonProcess(Path.of("target", "drill-D18"), "", peer.url())) {
            baton.start();
            try (var load = new RunLoad(() -> baton, peer, runs, 8, Duration.ofMillis(250))) {
                for (var killed = 1; killed <= 2; killed++) {
                    load.awaitBegun(runs * killed / 3);
                    LockSupport.parkNanos(random.nextLong(1_000_000_000L));
                    baton.killDatabase();
                }
                load.awaitEnd(Duration.ofMinutes(10));
                judge("D18", "2 × kill -9 of the database", runs, seed, load);
            }
        }
    }

    private void judge(String drill, String what, int runs, long seed, RunLoad load)
            throws Exception {
        var amiss = load.amiss();
        Figures.record(
                drill,
                getClass(),
                "%s; %d runs of six steps; seed %d".formatted(what, runs, seed),
                WANTED,
                "amiss %d; %d requests of steps repeated".formatted(amiss.size(), load.repeated()));

        assertThat(amiss).isEmpty();
    }
}

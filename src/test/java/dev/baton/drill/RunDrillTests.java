package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** D15: a thousand runs of six steps while the server is killed twenty times at random moments. */
@Tag("drill")
class RunDrillTests {

    private static final String WANTED =
            "every run ends right, 0 completed steps executed again, 0 runs twice, 0 after their end";

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
                var calm = Instant.now();
                load.awaitEnd(Duration.ofMinutes(10));
                var amiss = load.amiss();
                Figures.record(
                        "D15",
                        getClass(),
                        "%d × kill -9 of the server; %d runs of six steps; seed %d"
                                .formatted(kills, runs, seed),
                        WANTED,
                        "amiss %d; %d requests of steps repeated; all ended %s after the last start"
                                .formatted(
                                        amiss.size(),
                                        load.repeated(),
                                        Figures.seconds(Duration.between(calm, Instant.now()))));

                assertThat(amiss).isEmpty();
            }
        }
    }
}

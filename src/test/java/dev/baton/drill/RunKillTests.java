package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BesideOthers;
import dev.baton.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The promise: a run goes on from where it was whatever dies, and a completed step is never executed
 * again. Baton dies in the midst of runs, twice.
 */
@Tag("database")
@BesideOthers
class RunKillTests {

    private static final int RUNS = 40;

    @Test
    void everyRunEndsRightAndNothingCompletedIsExecutedAgain() throws Exception {
        try (var peer = new StepPeer();
                var baton =
                        new BatonProcess(
                                Path.of("target", "run-kill-home"),
                                TestDatabase.freshUrl(),
                                peer.url())) {
            baton.start();
            try (var load = new RunLoad(() -> baton, peer, RUNS, 4, Duration.ofMillis(100))) {
                for (var killed = 1; killed <= 2; killed++) {
                    load.awaitBegun(killed * RUNS / 3);
                    baton.kill();
                    baton.start();
                }
                load.awaitEnd(Duration.ofMinutes(3));

                assertThat(load.amiss()).isEmpty();
            }
        }
    }
}

package dev.baton.drill;

import static dev.baton.drill.CrashPoint.Moment.AFTER_COMMIT;
import static dev.baton.drill.CrashPoint.Moment.AFTER_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.BesideOthers;
import dev.baton.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The promise: when a caller has seen its answer end, the usage row, the money and the event are
 * durable; what was in flight is settled; what was accepted ends. Baton dies three times under
 * load: between the effect and its record, between the record and the answer, and with answers
 * just given.
 */
@Tag("database")
@BesideOthers
class KillTests {

    private static final long SEED = 1;
    private static final int CALLERS = 12;
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final int ENOUGH = 60;

    private final Ledger ledger = new Ledger();
    private final List<Instant> kills = new ArrayList<>();

    @Test
    void losesNothingThatACallerSawEnd() throws Exception {
        try (var provider = new Provider();
                var receiver = new Receiver();
                var baton =
                        new BatonProcess(
                                Path.of("target", "kill-home"),
                                TestDatabase.freshUrl(),
                                provider)) {
            baton.start(new CrashPoint(AFTER_EFFECT, "baton-commit", ENOUGH));
            baton.subscribe(receiver);
            try (var _ = Load.on(baton, ledger, SEED, CALLERS, PAUSE)) {
                dieThere(baton);
                baton.start(new CrashPoint(AFTER_COMMIT, "baton-commit", ENOUGH));
                dieThere(baton);
                baton.start();
                killAfterAnswers(baton);
                baton.start();
                awaitAnswers(ENOUGH);
            }

            var judge = Judge.of(baton, ledger, provider, receiver, kills);

            System.out.println("kill -9: " + judge.summary(ledger));
            judge.requireNothingAmiss();
            assertThat(ledger.broken()).as("requests that a kill cut off").isNotEmpty();
            assertThat(ledger.accepted()).as("messages accepted for later").isNotEmpty();
            assertThat(judge.interrupted()).as("calls that were interrupted").isPositive();
        }
    }

    private void dieThere(BatonProcess baton) throws InterruptedException {
        baton.awaitDeath();
        kills.add(Instant.now());
    }

    private void killAfterAnswers(BatonProcess baton) throws InterruptedException {
        awaitAnswers(ENOUGH);
        baton.kill();
        kills.add(Instant.now());
    }

    private void awaitAnswers(int count) {
        var before = ledger.complete().size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ledger.complete().size() >= before + count);
    }
}

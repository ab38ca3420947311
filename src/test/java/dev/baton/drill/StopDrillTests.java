package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** D14: the server is asked to stop, ten times, while it works. */
@Tag("drill")
class StopDrillTests {

    private static final int STOPS = Figures.load(10);
    private static final int CALLERS = 16;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final Duration EXIT_WITHIN = Duration.ofSeconds(30);

    /** A request may be on the wire at the moment of the signal. */
    private static final Duration ON_THE_WIRE = Duration.ofMillis(200);

    private final Ledger ledger = new Ledger();
    private final List<Duration> exits = new ArrayList<>();
    private final List<Instant> stops = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    @Test
    void stopsTenTimesAndFinishesWhatItBegan() throws Exception {
        var seed = Figures.seed("D14");
        var random = new Random(seed);
        try (var provider = new Provider();
                var receiver = new Receiver();
                var baton = new BatonProcess(Path.of("target", "drill-D14"), "", provider)) {
            baton.start();
            var serving = Instant.now();
            baton.subscribe(receiver);
            try (var _ = Load.on(baton, ledger, seed, CALLERS, PAUSE)) {
                for (var stop = 0; stop < STOPS; stop++) {
                    Load.goOn(Duration.ofMillis(random.nextLong(2_000, 6_000)));
                    var stopped = Instant.now();
                    stops.add(stopped);
                    services.add(new Service(serving, stopped));
                    exits.add(baton.stop());
                    baton.start();
                    serving = Instant.now();
                }
                Load.goOn(Duration.ofSeconds(3));
            }
            var judge = Judge.of(baton, ledger, provider, receiver, stops);
            var cutOff = ledger.broken().values().stream().filter(this::wasInFlight).toList();
            Figures.record(
                    "D14",
                    StopDrillTests.class,
                    "%d × SIGTERM under load; %d requests; seed %d"
                            .formatted(STOPS, ledger.requests(), seed),
                    "lost 0; answers in flight finished or ended by an error event; exit ≤ 30 s;"
                            + " new requests 503; webhooks repeated 0",
                    judge.summary(ledger)
                            + "; %d in flight were cut off, %d ended by an error event; exit after %s at most; refused %s"
                                    .formatted(
                                            cutOff.size(),
                                            ledger.failed().size(),
                                            Figures.seconds(Figures.percentile(exits, 100)),
                                            ledger.refusals()));
            judge.requireNothingAmiss();
            assertThat(judge.interrupted()).as("calls that a stop interrupted").isZero();
            assertThat(cutOff).as("answers that were cut off").isEmpty();
            assertThat(judge.repeatedWebhooks()).as("webhooks repeated").isZero();
            assertThat(ledger.refusals().keySet()).as("refusals").containsExactly(503);
            assertThat(exits).allMatch(each -> each.compareTo(EXIT_WITHIN) <= 0);
        }
    }

    /** Sent to a server that served and had not been told to stop. */
    private boolean wasInFlight(Instant sent) {
        return services.stream().anyMatch(service -> service.received(sent));
    }

    /** From when a server was ready until it was told to stop. */
    private record Service(Instant from, Instant until) {

        boolean received(Instant sent) {
            return sent.isAfter(from) && sent.isBefore(until.minus(ON_THE_WIRE));
        }
    }
}

package dev.baton.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.decision.Decision.Candidate;
import dev.baton.selection.Scoring.Contender;
import java.util.List;
import java.util.Random;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScoringTests {

    private static final Map<String, Double> WEIGHTS =
            Map.of("health", 0.4, "latency", 0.2, "load", 0.2, "cost", 0.2);

    private static final Contender STEADY =
            new Contender(new UUID(1, 1), "steady", 0.99, 200, 0.1, 1_000);

    @Test
    void prefersTheHealthierOfOtherwiseEqualAgents() {
        var failing = new Contender(new UUID(1, 2), "failing", 0.5, 200, 0.1, 1_000);

        assertThat(winner(List.of(failing, STEADY))).isEqualTo("steady");
    }

    @Test
    void prefersTheCheaperTheFasterAndTheIdler() {
        var dear = new Contender(new UUID(1, 2), "dear", 0.99, 200, 0.1, 9_000);
        var slow = new Contender(new UUID(1, 3), "slow", 0.99, 2_000, 0.1, 1_000);
        var busy = new Contender(new UUID(1, 4), "busy", 0.99, 200, 0.9, 1_000);

        assertThat(winner(List.of(dear, slow, busy, STEADY))).isEqualTo("steady");
    }

    @Test
    void saysWhyEachLost() {
        var dear = new Contender(new UUID(1, 2), "dear", 0.99, 200, 0.1, 4_000);

        var ranked = Scoring.rank(List.of(dear, STEADY), WEIGHTS, new UUID(7, 7));

        assertThat(ranked).extracting(Candidate::name).containsExactly("steady", "dear");
        assertThat(ranked.getLast().parts()).containsEntry("cost", 0.25);
    }

    @Test
    void equalAgentsShareTheWork() {
        var twin = new Contender(new UUID(1, 2), "twin", 0.99, 200, 0.1, 1_000);
        var tasks = new Random(7);
        var first = 0;
        for (var task = 0; task < 1_000; task++) {
            if (winner(List.of(STEADY, twin), new UUID(tasks.nextLong(), tasks.nextLong()))
                    .equals("twin")) {
                first++;
            }
        }

        assertThat(first).isBetween(450, 550);
    }

    @Property(tries = 200)
    void scoresStayBetweenZeroAndOneAndReplayTheSame(
            @ForAll @DoubleRange(min = 0, max = 1) double health,
            @ForAll @DoubleRange(min = 0, max = 100_000) double latency,
            @ForAll @DoubleRange(min = 0, max = 1) double load,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long cost,
            @ForAll long seed) {
        var subject = new UUID(seed, ~seed);
        var other = new Contender(new UUID(1, 2), "other", health, latency, load, cost);

        var ranked = Scoring.rank(List.of(STEADY, other), WEIGHTS, subject);

        assertThat(ranked).allSatisfy(one -> assertThat(one.score()).isBetween(0.0, 1.0));
        assertThat(Scoring.rank(List.of(other, STEADY), WEIGHTS, subject)).isEqualTo(ranked);
    }

    private static String winner(List<Contender> contenders) {
        return winner(contenders, new UUID(7, 7));
    }

    private static String winner(List<Contender> contenders, UUID subject) {
        return Scoring.rank(contenders, WEIGHTS, subject).getFirst().name();
    }
}

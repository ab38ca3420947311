package dev.baton.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.planner.Accuracy.Outcome;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class AccuracyTests {

    private static final Range TEN = new Range(5, 10, 20);

    @Test
    void tellsTheMiddleOfTheRatios() {
        assertThat(error(10, 1_000, 5).ratio()).isEqualTo(1.0);
        assertThat(error(10, 20).ratio()).isEqualTo(1.5);
        assertThat(error(12).ratio()).isEqualTo(1.2);
    }

    @Test
    void tellsTheShareWithinTheRange() {
        assertThat(error(5, 20, 21, 4).inside()).isEqualTo(0.5);
    }

    @Test
    void leavesOutWhatWasNotLikelyToBeNeeded() {
        var free = new Outcome(new Range(0, 0, 0), 7);

        assertThat(Accuracy.Error.of(List.of(free, new Outcome(TEN, 20))).ratio()).isEqualTo(2.0);
        assertThat(Accuracy.Error.of(List.of(free))).isEqualTo(new Accuracy.Error(null, 0));
    }

    private static Accuracy.Error error(long... actual) {
        return Accuracy.Error.of(
                Arrays.stream(actual).mapToObj(one -> new Outcome(TEN, one)).toList());
    }
}

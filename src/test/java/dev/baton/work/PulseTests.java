package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PulseTests {

    private final Pulse pulse = new Pulse(Duration.ofSeconds(6));

    @Test
    void isSteadySinceItsFirstBeat() {
        beat(0, 3, 6, 9);

        assertThat(steadyAt(10)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void beginsAnewAfterAGap() {
        beat(0, 3, 6, 20, 23);

        assertThat(steadyAt(24)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isNotSteadyInAGapOrBeforeItsFirstBeat() {
        assertThat(steadyAt(1)).isZero();
        beat(0, 3, 6);

        assertThat(steadyAt(60)).isZero();
    }

    @Test
    void isHeardForAWhileAfterItsLastBeat() {
        assertThat(pulse.hasBeatenWithin(Duration.ofSeconds(15), 0)).isFalse();
        beat(0, 3);

        assertThat(pulse.hasBeatenWithin(Duration.ofSeconds(15), nanos(17))).isTrue();
        assertThat(pulse.hasBeatenWithin(Duration.ofSeconds(15), nanos(18))).isFalse();
    }

    private void beat(int... seconds) {
        for (var second : seconds) {
            pulse.beaten(nanos(second));
        }
    }

    private Duration steadyAt(int second) {
        return pulse.steadyFor(nanos(second));
    }

    private static long nanos(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}

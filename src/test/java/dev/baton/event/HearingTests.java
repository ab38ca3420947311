package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HearingTests {

    private final Hearing hearing = new Hearing();

    @Test
    void isSilentForLongBeforeItHasHeardAnything() {
        assertThat(silenceAt(5)).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void hasHeardAllWhileNothingWaits() {
        hearing.heard(null, null, millis(1_000));

        assertThat(silenceAt(1_300)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void hearsNothingWhileARowWaits() {
        hearing.heard(null, null, millis(1_000));
        hearing.heard(7L, 7L, millis(1_300));
        hearing.heard(7L, 9L, millis(1_600));

        assertThat(silenceAt(1_600)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void hasHeardWhatWaitedOnceItHasLeft() {
        hearing.heard(null, null, millis(1_000));
        hearing.heard(7L, 9L, millis(1_300));
        hearing.heard(10L, 20L, millis(1_600));

        assertThat(silenceAt(1_600)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void isSilentWhileTheRelayFallsBehind() {
        hearing.heard(null, null, millis(1_000));
        hearing.heard(7L, 900L, millis(1_300));
        hearing.heard(300L, 2_000L, millis(1_600));
        hearing.heard(600L, 3_000L, millis(1_900));

        assertThat(silenceAt(1_900)).isEqualTo(Duration.ofMillis(900));
    }

    private Duration silenceAt(long millis) {
        return hearing.silence(millis(millis));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}

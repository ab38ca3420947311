package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void letsASecondsWorthGoAtOnceAndTheRestOneAfterTheOther() {
        var pace = Pace.fresh(NOW);
        for (var number = 0; number < 5; number++) {
            assertThat(pace.admits(false, NOW)).isTrue();
            pace = pace.sent(5, NOW);
        }

        assertThat(pace.admits(false, NOW)).isFalse();
        assertThat(pace.turn()).isEqualTo(NOW.plusMillis(200));
        pace = pace.queued(5);
        assertThat(pace.turn()).isEqualTo(NOW.plusMillis(400));
        assertThat(pace.queued(5).turn()).isEqualTo(NOW.plusMillis(600));
    }

    @Test
    void letsNobodyPassThoseWhoWait() {
        var pace = Pace.fresh(NOW).sent(1, NOW).queued(1).queued(1);
        var later = NOW.plusSeconds(1);

        assertThat(pace.admits(false, later)).isFalse();
        assertThat(pace.admits(true, later)).isTrue();
        assertThat(pace.sent(1, later).admits(true, later)).isFalse();
    }

    @Test
    void sendsNobodyBackToTheEndWhoComesALittleEarly() {
        var pace = Pace.fresh(NOW).queued(1).queued(1).sent(1, NOW.plusMillis(150));
        var early = NOW.plusMillis(1_020);

        assertThat(pace.admits(true, early)).isFalse();
        assertThat(pace.turnAgain()).isEqualTo(NOW.plusMillis(1_150));
        assertThat(pace.admits(true, pace.turnAgain())).isTrue();
    }

    @Test
    void savesUpNoMoreThanASecondsWorth() {
        var pace = Pace.fresh(NOW).sent(2, NOW);
        var muchLater = NOW.plusSeconds(3_600);

        pace = pace.sent(2, muchLater).sent(2, muchLater);

        assertThat(pace.admits(true, muchLater)).isFalse();
    }
}

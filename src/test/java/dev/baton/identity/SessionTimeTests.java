package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTimeTests {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofDays(7);

    @Test
    void lastsUntilItIsUnusedForSoLong() {
        var time = new SessionTime(NOON, NOON.plusSeconds(600), IDLE, LIFE);

        assertThat(time.left(NOON.plusSeconds(600))).isEqualTo(IDLE);
        assertThat(time.left(NOON.plusSeconds(4_199))).isEqualTo(Duration.ofSeconds(1));
        assertThat(time.left(NOON.plusSeconds(9_000))).isZero();
    }

    @Test
    void lastsNoLongerThanItsLifeHoweverMuchItIsUsed() {
        var late = NOON.plus(LIFE).minusSeconds(60);

        assertThat(new SessionTime(NOON, late, IDLE, LIFE).left(late))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void needsToKnowWhenItBeganAndWhenItWasUsed() {
        var started = Map.of(SignedInSessions.STARTED, NOON.toString());
        var used = Map.of(SignedInSessions.USED, NOON.toString());

        assertThat(SessionTime.read(started::get, IDLE, LIFE)).isEmpty();
        assertThat(SessionTime.read(used::get, IDLE, LIFE)).isEmpty();
    }
}

package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class DatabaseTimeTests {

    private final TestClock local = new TestClock();
    private final TestClock database = new TestClock();
    private long nanos;
    private final DatabaseTime time = new DatabaseTime(local, () -> nanos, database::instant);

    @Test
    void followsTheLocalClockWhereItIsRight() {
        pass(Duration.ofSeconds(5));
        local.advance(Duration.ofMillis(100));

        time.compare();

        assertThat(time.now()).isEqualTo(local.instant());
    }

    @Test
    void followsTheDatabaseWhereTheLocalClockIsWrong() {
        local.advance(Duration.ofSeconds(40));
        time.compare();

        assertThat(time.now()).isEqualTo(database.instant());
        assertThat(time.of(local.instant().plusSeconds(5)))
                .isEqualTo(database.instant().plusSeconds(5));
    }

    @Test
    void comparesAgainWhenTheLocalClockHasJumped() {
        pass(Duration.ofSeconds(1));

        local.advance(Duration.ofHours(1));

        assertThat(time.now()).isEqualTo(database.instant());
    }

    private void pass(Duration duration) {
        local.advance(duration);
        database.advance(duration);
        nanos += duration.toNanos();
    }
}

package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

class CronTests {

    private static final String MADRID = "Europe/Madrid";

    @Test
    void readsTheClockOnTheWallOfItsZone() {
        var times = Cron.parse("30 9 * * MON-FRI", MADRID).next(at("2026-01-02T09:00:00Z"), 3);

        assertThat(times)
                .isEqualTo(
                        List.of(
                                at("2026-01-05T08:30:00Z"),
                                at("2026-01-06T08:30:00Z"),
                                at("2026-01-07T08:30:00Z")));
    }

    @Test
    void movesATimeThatTheClockLeavesOut() {
        var cron = Cron.parse("30 2 * * *", MADRID);

        assertThat(cron.next(at("2026-03-28T12:00:00Z"), 2))
                .containsExactly(at("2026-03-29T01:30:00Z"), at("2026-03-30T00:30:00Z"));
        assertThat(cron.next(at("2026-03-29T01:10:00Z"))).contains(at("2026-03-29T01:30:00Z"));
        assertThat(cron.next(at("2026-03-29T01:30:00Z"))).contains(at("2026-03-30T00:30:00Z"));
    }

    @Test
    void leavesNoneOutAndRepeatsNoneWhenTheClockGoesForward() {
        var times = Cron.parse("*/30 * * * *", MADRID).next(at("2026-03-29T00:10:00Z"), 4);

        assertThat(times)
                .containsExactly(
                        at("2026-03-29T00:30:00Z"),
                        at("2026-03-29T01:00:00Z"),
                        at("2026-03-29T01:30:00Z"),
                        at("2026-03-29T02:00:00Z"));
    }

    @Test
    void runsOnceAtATimeThatTheClockShowsTwice() {
        var cron = Cron.parse("30 2 * * *", MADRID);

        assertThat(cron.next(at("2026-10-24T12:00:00Z"), 2))
                .containsExactly(at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
        assertThat(cron.next(at("2026-10-25T01:10:00Z"))).contains(at("2026-10-26T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *|minute",
                "0 24 * * *|hour",
                "0 0 32 * *|day of month",
                "0 0 * 13 *|month",
                "0 0 * * 9|day of week",
                "* * * *|five fields",
                "0 0 * * * *|five fields"
            })
    void namesTheFieldThatIsWrong(String cron, String named) {
        assertThatThrownBy(() -> Cron.parse(cron, "UTC"))
                .isInstanceOf(TriggerRefused.class)
                .hasMessageContaining(named);
    }

    @Test
    void knowsZonesByTheirNames() {
        assertThatThrownBy(() -> Cron.parse("0 0 * * *", "Mars/Olympus"))
                .isInstanceOf(TriggerRefused.class)
                .hasMessageContaining("schedule.zone");
        assertThat(Cron.parse("0 0 30 2 *", "UTC").next(at("2026-01-01T00:00:00Z"))).isEmpty();
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}

package dev.baton.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, 2026-03-29T01:30:00Z, MOVED",
        "30 2 * * *, 2026-03-30T00:30:00Z, NONE",
        "30 * * * *, 2026-03-29T01:30:00Z, NONE",
        "30 3 * * *, 2026-03-29T01:30:00Z, NONE",
        "30 2 * * *, 2026-10-25T00:30:00Z, FIRST_OF_TWO",
        "30 2 * * *, 2026-10-26T01:30:00Z, NONE",
        "30 * * * *, 2026-10-25T00:30:00Z, BOTH",
        "30 * * * *, 2026-10-25T01:30:00Z, BOTH",
        "30 * * * *, 2026-10-25T02:30:00Z, NONE"
    })
    void tellsWhatTheClockDoesAboutATime(String cron, Instant time, Cron.Shift shift) {
        assertThat(Cron.parse(cron, MADRID).shift(time)).isEqualTo(shift);
        assertThat(Cron.parse(cron, "UTC").shift(time)).isEqualTo(Cron.Shift.NONE);
    }

    @Test
    void runsOnceAtATimeThatTheClockShowsTwice() {
        var cron = Cron.parse("30 2 * * *", MADRID);

        assertThat(cron.next(at("2026-10-24T12:00:00Z"), 2))
                .containsExactly(at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
        assertThat(cron.next(at("2026-10-25T01:10:00Z"))).contains(at("2026-10-26T01:30:00Z"));
    }

    /** In spring Berlin's clock goes from 2 to 3, in autumn from 3 to 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Spring: 1:00 to 3:00 are 0 and 1 by UTC.
                "0 2 * * *|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z 2026-03-30T00:00:00Z",
                "30 2 * * *|2026-03-29T01:29:00Z|2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
                "30 2,3 * * *|2026-03-28T12:00:00Z|2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
                "0 * * * *|2026-03-28T23:30:00Z"
                        + "|2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z",
                "0 3 * * *|2026-03-28T12:00:00Z|2026-03-29T01:00:00Z 2026-03-30T01:00:00Z",
                "15 */2 * * *|2026-03-28T23:30:00Z|2026-03-29T01:15:00Z 2026-03-29T02:15:00Z",
                // Autumn: 2:00 comes at 0 and again at 1 by UTC.
                "0 2 * * *|2026-10-24T12:00:00Z|2026-10-25T00:00:00Z 2026-10-26T01:00:00Z",
                "30 2 * * *|2026-10-25T00:30:00Z|2026-10-26T01:30:00Z 2026-10-27T01:30:00Z",
                "0 3 * * *|2026-10-24T12:00:00Z|2026-10-25T02:00:00Z 2026-10-26T02:00:00Z",
                "0 * * * *|2026-10-24T23:30:00Z"
                        + "|2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z",
                "*/30 * * * *|2026-10-25T00:10:00Z|2026-10-25T00:30:00Z 2026-10-25T01:00:00Z"
                        + " 2026-10-25T01:30:00Z 2026-10-25T02:00:00Z",
                "15 * * * *|2026-10-25T01:15:00Z|2026-10-25T02:15:00Z 2026-10-25T03:15:00Z",
                "0 */2 * * *|2026-10-24T23:30:00Z|2026-10-25T00:00:00Z 2026-10-25T03:00:00Z"
            })
    void followsTheClockWhenItIsChanged(String cron, String after, String wanted) {
        var times = Stream.of(wanted.split(" ")).map(Instant::parse).toList();

        assertThat(Cron.parse(cron, "Europe/Berlin").next(at(after), times.size()))
                .isEqualTo(times);
    }

    /** Half an hour is left out there: what is moved comes after what is not. */
    @Test
    void comesInOrderWhereTheClockIsChangedByHalfAnHour() {
        var cron = Cron.parse("15,30 2 * * *", "Australia/Lord_Howe");

        assertThat(cron.next(at("2026-10-03T12:00:00Z"), 3))
                .containsExactly(
                        at("2026-10-03T15:30:00Z"),
                        at("2026-10-03T15:45:00Z"),
                        at("2026-10-04T15:15:00Z"));
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

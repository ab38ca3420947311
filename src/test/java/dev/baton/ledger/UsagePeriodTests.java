package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Days and hours are those of the tenant's clocks, also where clocks change. */
class UsagePeriodTests {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long FROM = 1_704_067_200L;
    private static final long TO = 1_830_297_600L;

    @Test
    void beginsDaysAtTheTenantsMidnight() {
        var now = Instant.parse("2026-11-25T18:10:00Z");

        assertThat(UsageRange.WEEK.until(now, ZoneId.of("Asia/Bangkok")).from())
                .isEqualTo(Instant.parse("2026-11-19T17:00:00Z"));
        assertThat(UsageRange.WEEK.until(now, ZoneId.of("Asia/Kolkata")).from())
                .isEqualTo(Instant.parse("2026-11-18T18:30:00Z"));
        assertThat(UsageRange.WEEK.until(now, MADRID).from())
                .isEqualTo(Instant.parse("2026-11-18T23:00:00Z"));
    }

    @Test
    void givesTheDayOnWhichClocksGoBackItsTwentyFiveHours() {
        var day = LocalDate.parse("2026-10-25");
        var period = UsagePeriod.days(day, day, MADRID);

        assertThat(Duration.between(period.from(), period.to())).isEqualTo(Duration.ofHours(25));
        assertThat(period.starts()).hasSize(25);
        assertThat(UsagePeriod.days(day.minusDays(6), day, MADRID).starts()).hasSize(7);
        assertThat(UsageRange.MONTH.until(Instant.parse("2026-11-23T09:00:00Z"), MADRID).from())
                .isEqualTo(Instant.parse("2026-10-24T22:00:00Z"));
        assertThat(UsageRange.MONTH.until(Instant.parse("2026-11-24T09:00:00Z"), MADRID).from())
                .isEqualTo(Instant.parse("2026-10-25T23:00:00Z"));
    }

    @Test
    void givesTheDayOnWhichClocksGoForwardItsTwentyThreeHours() {
        var day = LocalDate.parse("2026-03-29");

        assertThat(UsagePeriod.days(day, day, MADRID).starts()).hasSize(23);
    }

    @Test
    void comparesWithAsManyStepsRightBefore() {
        var now = Instant.parse("2026-11-25T18:10:00Z");
        var week = UsageRange.WEEK.until(now, MADRID);

        var before = week.previous();

        assertThat(before.starts()).hasSize(7);
        assertThat(before.from()).isEqualTo(Instant.parse("2026-11-11T23:00:00Z"));
        assertThat(Duration.between(before.starts().getLast(), before.to()))
                .isEqualTo(Duration.between(week.starts().getLast(), week.to()));
    }

    @Test
    void takesDaysInEitherOrderAndAYearAtMost() {
        var one = LocalDate.parse("2020-01-01");
        var other = LocalDate.parse("2026-01-01");

        assertThat(UsagePeriod.days(other, one, MADRID))
                .isEqualTo(UsagePeriod.days(one, other, MADRID));
        assertThat(UsagePeriod.days(one, other, MADRID).starts()).hasSize(367);
    }

    /** Every instant lies in exactly one step, and the steps are quarters of an hour or more. */
    @Property(tries = 3_000)
    void leavesNoGapAndNoOverlap(
            @ForAll @LongRange(min = FROM, max = TO) long second,
            @ForAll UsageRange range,
            @ForAll("zones") ZoneId zone) {
        var now = Instant.ofEpochSecond(second);
        var period = range.until(now, zone);
        var starts = period.starts();

        assertThat(starts.getFirst()).isEqualTo(period.from());
        assertThat(starts).isSorted().doesNotHaveDuplicates().contains(period.start(now));
        for (var start : starts) {
            assertThat(start.getEpochSecond() % 900).isZero();
            assertThat(period.start(start)).isEqualTo(start);
        }
        assertThat(UsageFilter.of(period).from()).isEqualTo(period.from());
        assertThat(period.previous().to()).isBeforeOrEqualTo(period.from());
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Asia/Bangkok",
                        "Asia/Kolkata",
                        "Asia/Kathmandu",
                        "Europe/Madrid",
                        "America/Havana",
                        "Africa/Cairo",
                        "Australia/Lord_Howe",
                        "America/St_Johns")
                .map(ZoneId::of);
    }
}

package dev.baton.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back a page looks, and how finely its charts do. */
public enum UsageRange {
    QUARTER("15m", Duration.ofMinutes(15), UsageStep.QUARTER, 0),
    HOUR("1h", Duration.ofHours(1), UsageStep.QUARTER, 0),
    DAY("24h", Duration.ofHours(24), UsageStep.HOUR, 1),
    WEEK("7d", Duration.ofDays(7), UsageStep.DAY, 1),
    MONTH("30d", Duration.ofDays(30), UsageStep.DAY, 1);

    private final String code;
    private final Duration length;
    private final UsageStep step;

    /** Steps to leave out at the beginning, so that the first one is not longer ago than said. */
    private final int skipped;

    UsageRange(String code, Duration length, UsageStep step, int skipped) {
        this.code = code;
        this.length = length;
        this.step = step;
        this.skipped = skipped;
    }

    /** {@code 24h}: its name in an address. */
    public String code() {
        return code;
    }

    /** A day, unless the code is one of ours. */
    public static UsageRange of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(range -> range.code.equals(code))
                .findFirst()
                .orElse(DAY);
    }

    /** Whole steps of the reader's clock, the present one included. */
    public UsagePeriod until(Instant now, ZoneId zone) {
        var earliest =
                step == UsageStep.DAY
                        ? now.atZone(zone).minusDays(length.toDays()).toInstant()
                        : now.minus(length);
        var from = step.plus(step.start(earliest, zone), skipped, zone);
        return new UsagePeriod(from, now.plusMillis(1), step, zone);
    }
}

package dev.baton.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * This machine's clock, corrected where it differs from the database's by more than a little. It is
 * compared again whenever the clock has jumped, since a jump would end the leases of others.
 */
class DatabaseTime implements WorkTime {

    static final Duration TOLERATED = Duration.ofMillis(250);
    private static final Duration JUMP = Duration.ofSeconds(1);

    private final Clock local;
    private final LongSupplier nanos;
    private final Supplier<Instant> database;
    private volatile Comparison last;

    DatabaseTime(Clock local, LongSupplier nanos, Supplier<Instant> database) {
        this.local = local;
        this.nanos = nanos;
        this.database = database;
        this.last = compared();
    }

    @Override
    public Instant now() {
        var now = local.instant();
        if (last.hasJumped(now, nanos.getAsLong())) {
            compare();
            return local.instant().plus(last.offset());
        }
        return now.plus(last.offset());
    }

    @Override
    public Instant of(Instant moment) {
        return moment.plus(last.offset());
    }

    void compare() {
        last = compared();
    }

    private Comparison compared() {
        var before = nanos.getAsLong();
        var theirs = database.get();
        var after = nanos.getAsLong();
        var ours = local.instant();
        var offset = Duration.between(ours, theirs.plusNanos((after - before) / 2));
        var matters = offset.abs().compareTo(TOLERATED) > 0;
        return new Comparison(ours, after, matters ? offset : Duration.ZERO);
    }

    private record Comparison(Instant at, long nanos, Duration offset) {

        boolean hasJumped(Instant now, long nowNanos) {
            var expected = at.plusNanos(nowNanos - nanos);
            return Duration.between(expected, now).abs().compareTo(JUMP) > 0;
        }
    }
}

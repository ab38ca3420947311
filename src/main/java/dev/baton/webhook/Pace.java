package dev.baton.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Where an endpoint with a rate stands. As many as it takes in a second may go at once, then one after
 * the other; who finds no room gets a turn behind those who wait already.
 *
 * @param freeAt up to when the rate is used up
 * @param tailAt the turn of whoever comes next
 */
record Pace(Instant freeAt, Instant tailAt) {

    private static final Duration BURST = Duration.ofSeconds(1);

    static Pace fresh(Instant now) {
        return new Pace(now.minus(BURST), now);
    }

    /** @param waited whether it had a turn; who had none goes behind who had */
    boolean admits(boolean waited, Instant now) {
        return !freeAt.isAfter(now) && (waited || !tailAt.isAfter(now));
    }

    Pace sent(int perSecond, Instant now) {
        var wait = interval(perSecond);
        return new Pace(later(freeAt, now.minus(BURST).plus(wait)).plus(wait), tailAt);
    }

    /** The turn of one that finds no room. */
    Instant turn() {
        return later(freeAt, tailAt);
    }

    /** The turn of one that had one and finds no room yet: it has queued and does so no more. */
    Instant turnAgain() {
        return freeAt;
    }

    Pace queued(int perSecond) {
        return new Pace(freeAt, turn().plus(interval(perSecond)));
    }

    private static Duration interval(int perSecond) {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

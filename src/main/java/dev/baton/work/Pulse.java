package dev.baton.work;

import java.time.Duration;

/** Since when a heart has beaten without a gap, by a clock that never jumps. */
class Pulse {

    private final Duration longestGap;
    private long since;
    private long last;
    private boolean hasBeaten;

    Pulse(Duration longestGap) {
        this.longestGap = longestGap;
    }

    synchronized void beaten(long nanos) {
        if (!hasBeaten || isGap(nanos)) {
            since = nanos;
        }
        hasBeaten = true;
        last = nanos;
    }

    synchronized Duration steadyFor(long nanos) {
        return hasBeaten && !isGap(nanos) ? Duration.ofNanos(last - since) : Duration.ZERO;
    }

    synchronized boolean hasBeatenWithin(Duration time, long nanos) {
        return hasBeaten && nanos - last < time.toNanos();
    }

    private boolean isGap(long nanos) {
        return nanos - last > longestGap.toNanos();
    }
}

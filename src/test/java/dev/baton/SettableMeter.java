package dev.baton;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Measures no time but what a test lets pass. */
public final class SettableMeter implements TimeMeter {

    private volatile long now;

    public void advance(Duration duration) {
        now += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}

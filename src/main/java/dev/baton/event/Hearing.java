package dev.baton.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Up to when an instance has heard everything. What waits in the outbox was not heard: a relay that
 * hangs, or does not keep up, is as silent as a feed that is not read. Ids tell how long it waits, so
 * that no two clocks are compared.
 */
final class Hearing {

    private static final Duration NEVER = Duration.ofDays(1);

    /** The newest row that waited when this was last looked at; what waits behind it came later. */
    private @Nullable Long mark;

    private long markedAt;
    private volatile @Nullable Long upTo;

    /**
     * What had left the outbox by then was heard.
     *
     * @param oldest id of a row that waits in the outbox; null when none does
     * @param newest of these
     * @param nanos when this was so, by {@link System#nanoTime}
     */
    void heard(@Nullable Long oldest, @Nullable Long newest, long nanos) {
        if (oldest == null) {
            mark = null;
            upTo = nanos;
        } else if (mark == null || oldest > mark) {
            if (mark != null) {
                upTo = markedAt;
            }
            mark = newest;
            markedAt = nanos;
        }
    }

    Duration silence(long nanos) {
        var until = upTo;
        return until == null ? NEVER : Duration.ofNanos(nanos - until);
    }
}

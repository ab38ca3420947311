package dev.baton.event;

import java.time.Duration;

/** Tells whether this instance still hears what happens; caches that rely on the feed ask. */
public interface FeedPulse {

    /**
     * How long ago a change may be that this instance has not heard of: some tenths of a second
     * while all is well, longer while events wait for a relay or the log is not read.
     */
    Duration silence();
}

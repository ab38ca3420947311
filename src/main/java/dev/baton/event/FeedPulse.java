package dev.baton.event;

import java.time.Duration;

/** Tells whether this instance still hears what happens; caches that rely on the feed ask. */
public interface FeedPulse {

    /** Time since this instance last read the log to its end: under a second while all is well. */
    Duration silence();
}

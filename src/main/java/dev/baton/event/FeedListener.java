package dev.baton.event;

import java.util.List;

/**
 * Hears every event on every instance within about a second, from the instance's start on; for
 * caches and live screens. What must not be missed is a {@link FeedConsumer}.
 */
public interface FeedListener {

    /**
     * Events in order of position. A failure is logged and does not stop the feed: whoever may fail
     * remembers what to try again, since nobody is told twice.
     */
    void on(List<Event> events);
}

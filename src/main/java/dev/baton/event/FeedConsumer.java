package dev.baton.event;

import java.util.List;

/**
 * Takes every event exactly once for the whole installation: the batch is handed over inside the
 * transaction that moves the consumer's cursor, so what it writes commits with it or not at all.
 */
public interface FeedConsumer {

    /** Stable name of the cursor. */
    String name();

    void consume(List<Event> events);
}

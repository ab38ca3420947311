package dev.baton.event;

import dev.baton.platform.Repeater;
import dev.baton.platform.database.RetryingTransactions;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/**
 * Reads the log from its end on, on every instance, hands events to the listeners and wakes the
 * consumers. Positions are given under the relay's lock, so whoever sees one sees all before it.
 */
@Component
class EventFeed implements SmartLifecycle, FeedPulse {

    /** Before the web server and the workers start, after they have stopped. */
    static final int PHASE = 0;

    static final int MOST_EVENTS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
    private static final Duration PACE = Duration.ofMillis(300);

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final MeterRegistry meters;
    private final ObjectProvider<FeedListener> listeners;
    private final ObjectProvider<FeedConsumer> consumers;
    private final Repeater repeater = new Repeater("event-feed", this::round);
    private List<FeedListener> listening = List.of();
    private List<ConsumerLoop> consuming = List.of();
    private volatile long position = -1;
    private final Hearing hearing = new Hearing();

    EventFeed(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            MeterRegistry meters,
            ObjectProvider<FeedListener> listeners,
            ObjectProvider<FeedConsumer> consumers) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.listeners = listeners;
        this.consumers = consumers;
    }

    void wake() {
        repeater.wake();
    }

    /** Hands on what is new, at most {@link #MOST_EVENTS}; answers how many events that were. */
    int hear() {
        return hear(look().head());
    }

    private int hear(long head) {
        if (head == position) {
            return 0;
        }
        consuming.forEach(consumer -> consumer.wake(head));
        var events = EventRows.after(jdbc, position, MOST_EVENTS);
        if (events.isEmpty()) {
            return 0;
        }
        for (var listener : listening) {
            tell(listener, events);
        }
        position = events.getLast().position();
        return events.size();
    }

    @Override
    public Duration silence() {
        return hearing.silence(System.nanoTime());
    }

    private Duration round() {
        var begun = System.nanoTime();
        var look = look();
        if (hear(look.head()) == MOST_EVENTS) {
            return Duration.ZERO;
        }
        hearing.heard(look.oldestWaiting(), look.newestWaiting(), begun);
        return PACE;
    }

    /**
     * How far the log goes, and the ids between which rows wait in the outbox. What waits no longer
     * is in the log up to the head, because one statement reads both.
     */
    private record Look(
            long head, @Nullable Long oldestWaiting, @Nullable Long newestWaiting) {}

    /** One row and two ends of a table by their keys: what a quiet day costs. */
    private Look look() {
        return jdbc.query(
                        """
                        SELECT position,
                               (SELECT MIN(id) FROM event_outbox) AS oldest,
                               (SELECT MAX(id) FROM event_outbox) AS newest
                        FROM event_relay WHERE id = 1
                        """,
                        (row, _) ->
                                new Look(
                                        row.getLong("position"),
                                        row.getObject("oldest", Long.class),
                                        row.getObject("newest", Long.class)))
                .getFirst();
    }

    private void tell(FeedListener listener, List<Event> events) {
        try {
            listener.on(events);
        } catch (RuntimeException failure) {
            log.error(
                    "{} failed on the events from position {} to {}",
                    listener.getClass().getName(),
                    events.getFirst().position(),
                    events.getLast().position(),
                    failure);
            meters.counter("baton_feed_failures", "reader", listener.getClass().getSimpleName())
                    .increment();
        }
    }

    @Override
    public void start() {
        // Where the feed of this instance begins; a pause in a test continues where it stopped.
        if (position < 0) {
            position = look().head();
            listening = listeners.orderedStream().toList();
            consuming =
                    consumers
                            .orderedStream()
                            .map(each -> new ConsumerLoop(each, jdbc, transactions, meters))
                            .toList();
        }
        for (var consumer : consuming) {
            consumer.start();
            // What an earlier run left to it waits for no new event.
            consumer.wake(position);
        }
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(5));
        consuming.forEach(ConsumerLoop::stop);
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
